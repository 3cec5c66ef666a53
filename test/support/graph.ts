import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, type Ports } from '../../src/app.ts'
import { type Config, type Env, readConfig } from '../../src/config/config.ts'
import { openViewer } from '../../src/graph/request/viewer.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { createLog } from '../../src/server/telemetry/log.ts'

/** Drives the real thing: HTTP in front, the sandbox with real signatures behind. Everything here ends by `close`. */
export type TestGraph = {
  readonly url: string
  readonly sandbox: Sandbox
  /** Every line the server logged. */
  readonly logged: string[]
  /** Every line of the audit log, unless it goes to a file. */
  readonly audited: string[]
  readonly ask: <T = Record<string, unknown>>(query: string, variables?: object, headers?: object) => Promise<Reply<T>>
  readonly close: () => Promise<void>
}

export type Reply<T> = {
  readonly status: number
  readonly data: T
  readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[]
}

/** A config for tests: silent, against `endpoint`, signing with the sandbox's key. */
export const testConfig = (endpoint: string, env: Env = {}): Config =>
  readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DYPLS_UPSTREAM: 'aliyun',
    DYPLS_AUTH: 'open',
    DYPLS_ENDPOINT: endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'sandbox-access-key-id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sandbox-access-key-secret',
    ...env,
  })

export const listen = (
  listener: RequestListener,
): Promise<{ url: string; server: Server; close: () => Promise<void> }> =>
  new Promise((resolve) => {
    const server = createServer(listener)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      resolve({ url: `http://127.0.0.1:${port}`, server, close })
    })
  })

export const startGraph = async (env: Env = {}, ports: Partial<Ports> = {}): Promise<TestGraph> => {
  const sandbox = await startSandbox()
  const logged: string[] = []
  const audited: string[] = []
  const log = createLog('trace', { write: (line) => logged.push(line) })
  const app = await createApp(testConfig(sandbox.url, env), {
    log,
    auditOut: { write: (line) => audited.push(line) },
    ...ports,
  })
  const server = await listen((request, response) => {
    // As http.ts does: whoever left hears of nothing.
    Promise.resolve(app.handle(request, response, ports.viewer ?? openViewer)).catch((error: unknown) => {
      if (!response.destroyed) throw error
    })
  })
  return {
    url: server.url,
    sandbox,
    logged,
    audited,
    ask: async (query, variables = {}, headers = {}) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return { status: response.status, ...((await response.json()) as object) } as never
    },
    close: async () => {
      await server.close()
      await app.close()
      await sandbox.close()
    },
  }
}
