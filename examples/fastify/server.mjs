import { createApp, readConfig } from 'dypls-graphql'
import fastify from 'fastify'

const dypls = await createApp(readConfig({ DYPLS_UPSTREAM: 'sandbox' }))
const app = fastify()

app.route({
  method: ['GET', 'POST', 'OPTIONS'],
  url: '/api/graphql',
  handler: (request, reply) => {
    reply.hijack()
    // Fastify has read the body by now; that is how the graph gets it.
    return dypls.handle(Object.assign(request.raw, { body: request.body }), reply.raw)
  },
})
app.addHook('onClose', () => dypls.close())

console.log(`ready at ${await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' })}/api/graphql`)
process.once('SIGTERM', () => app.close())
