import { serve } from '@hono/node-server'
import { createApp, readConfig } from 'dypls-graphql'
import { Hono } from 'hono'

const dypls = await createApp(readConfig({ DYPLS_UPSTREAM: 'sandbox' }))
const app = new Hono()
app.all('/api/graphql', (context) => dypls.fetch(context.req.raw))

const server = serve(
  { fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' },
  ({ port }) => {
    console.log(`ready at http://127.0.0.1:${port}/api/graphql`)
  },
)
process.once('SIGTERM', () => {
  server.close()
  dypls.close()
})
