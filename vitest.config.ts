import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Otherwise graphql is loaded twice, once as ESM and once as CJS, and refuses its own types.
    server: {
      deps: { inline: [/node_modules\/(@pothos|graphql|graphql-jit|graphql-yoga|@graphql-tools|@graphql-inspector|@envelop)\//] },
    },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
