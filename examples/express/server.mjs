import { createApp, readConfig } from 'dypls-graphql'
import express from 'express'

const dypls = await createApp(readConfig({ DYPLS_UPSTREAM: 'sandbox' }))
const app = express()

// Before or after a body parser: what it left in `request.body` is taken.
app.use('/plain/graphql', (request, response) => dypls.handle(request, response))
app.use(express.json())
app.use('/api/graphql', (request, response) => dypls.handle(request, response))

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${server.address().port}/api/graphql`)
})
process.once('SIGTERM', () => {
  server.close()
  dypls.close()
})
