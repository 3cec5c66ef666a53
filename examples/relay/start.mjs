import { readFile } from 'node:fs/promises'
import { createServer, readConfig } from 'dypls-graphql'
import { context } from 'esbuild'

// The server takes nothing but the documents that relay-compiler wrote down: `PERSISTED=only`.
const graph = await createServer(
  readConfig({
    DYPLS_UPSTREAM: 'sandbox',
    PORT: process.env.GRAPH_PORT ?? '4000',
    PERSISTED: 'only',
    PERSISTED_MANIFEST: 'persisted.json',
  }),
)
const endpoint = `${await graph.listen()}/graphql`

/** What babel-plugin-relay does: each document becomes what relay-compiler made of it. */
const relayDocuments = {
  name: 'relay-documents',
  setup: ({ onLoad }) =>
    onLoad({ filter: /src\/[^_].*\.tsx$/ }, async ({ path }) => ({
      loader: 'tsx',
      contents: (await readFile(path, 'utf8')).replace(
        /graphql`\s*(?:query|mutation|fragment)\s+(\w+)[^`]*`/g,
        (_all, name) => `require('./__generated__/${name}.graphql').default`,
      ),
    })),
}

const page = await context({
  entryPoints: { main: 'src/main.tsx' },
  bundle: true,
  outdir: 'public',
  jsx: 'automatic',
  plugins: [relayDocuments],
  define: { ENDPOINT: JSON.stringify(endpoint), 'process.env.NODE_ENV': '"development"' },
})
const { port } = await page.serve({ servedir: 'public', host: '127.0.0.1', port: Number(process.env.PORT ?? 5173) })
console.log(`ready at http://127.0.0.1:${port}/`)

process.once('SIGTERM', async () => {
  await page.dispose()
  await graph.close()
})
