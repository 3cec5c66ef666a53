import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Otherwise graphql is loaded twice, once as ESM and once as CJS, and refuses its own types.
    server: { deps: { inline: [/pothos/, /graphql/] } },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
