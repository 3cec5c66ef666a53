import { createServer } from 'node:http'
import { callStatus } from './graph.mjs'
import { createLookUp } from './look-up.mjs'

/** The practical limit: node's own HTTP server, one route, the same look-up and the same mapping, nothing else. */
const [upstream, port] = process.argv.slice(2)
const lookUp = createLookUp(upstream)
const route = /^\/pools\/([^/]+)\/bindings\/([^/]+)\/call-status$/

const send = (response, status, body) => {
  const text = JSON.stringify(body)
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text)
}

const server = createServer(async (request, response) => {
  const [, poolKey, subsId] = route.exec(request.url) ?? []
  if (subsId === undefined) return send(response, 404, { code: 'NOT_FOUND' })
  try {
    const { __typename, ...answer } = callStatus(await lookUp(decodeURIComponent(poolKey), decodeURIComponent(subsId)))
    send(response, 200, answer)
  } catch (error) {
    send(response, 502, { code: error.code ?? 'UNKNOWN', message: error.message })
  }
})
server.listen(Number(port), '127.0.0.1', () => console.log(`ready on ${port}`))
