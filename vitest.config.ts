import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Otherwise graphql is loaded twice, by Vite as ESM and by Node as CJS, and refuses its own types.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres/one-a-run.ts'],
    // Built anew where a test loads the graph a second time.
    server: { deps: { inline: [/node_modules\/@pothos\//] } },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
