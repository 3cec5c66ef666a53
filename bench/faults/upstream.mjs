import { createServer } from 'node:http'

/**
 * An upstream on loopback that answers in 20 ms, as PROMISES §1 has it, or does to each request what `treat` says. It
 * verifies no signature: figures only. What it remembers of each request is when it came and when its socket was closed.
 */
const healthyMs = 20

const healthy = JSON.stringify({
  Code: 'OK',
  Message: 'OK',
  RequestId: '0A1B2C3D-0000-4000-8000-000000000000',
  SecretCallStatusDTO: { Status: 1, CalledNo: '17000000001' },
})
const json = { 'content-type': 'application/json' }

export const answer = (response, body = healthy, status = 200) =>
  setTimeout(() => {
    if (!response.destroyed) response.writeHead(status, json).end(body)
  }, healthyMs)

/** Faults as they come over a network, by name; each takes a response. */
export const faults = {
  reset: (response) => response.socket?.resetAndDestroy(),
  'HTTP 503': (response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>busy</html>'),
  'isp.SYSTEM_ERROR': (response) => answer(response, JSON.stringify({ Code: 'isp.SYSTEM_ERROR', RequestId: 'r' })),
  truncated: (response) => {
    response.writeHead(200, { ...json, 'content-length': healthy.length })
    response.write(healthy.slice(0, 40), () => response.destroy())
  },
  hang: () => {},
}

export const throttle = (response) => answer(response, '{"Code":"Throttling.User","RequestId":"r"}', 400)

export const startUpstream = async (treat) => {
  const requests = []
  const sockets = new Set()
  const server = createServer((request, response) => {
    const seen = { at: Date.now(), closedAt: null, action: String(request.headers['x-acs-action'] ?? '') }
    requests.push(seen)
    request.resume()
    response.once('close', () => {
      seen.closedAt = Date.now()
    })
    response.on('error', () => {})
    treat(response, seen, request)
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    sockets,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
