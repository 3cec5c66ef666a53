import { createServer, readConfig } from 'dypls-graphql'
import { context } from 'esbuild'

// The graph with its sandbox on one port, the page on another: in development, pages of this machine may ask.
const graph = await createServer(readConfig({ DYPLS_UPSTREAM: 'sandbox', PORT: process.env.GRAPH_PORT ?? '4000' }))
const endpoint = `${await graph.listen()}/graphql`

const page = await context({
  entryPoints: { main: 'main.tsx' },
  bundle: true,
  outdir: 'public',
  jsx: 'automatic',
  define: { ENDPOINT: JSON.stringify(endpoint), 'process.env.NODE_ENV': '"development"' },
})
const { port } = await page.serve({ servedir: 'public', host: '127.0.0.1', port: Number(process.env.PORT ?? 5173) })
console.log(`ready at http://127.0.0.1:${port}/`)

process.once('SIGTERM', async () => {
  await page.dispose()
  await graph.close()
})
