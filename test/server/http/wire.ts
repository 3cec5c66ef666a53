import { connect } from 'node:net'
import { serve } from '../../../src/commands/serve.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { testConfig } from '../../support/graph.ts'

/** Bytes on a socket, for what no HTTP client would send. */

export type Heard = {
  /** Of the first answer; null when none came. */
  readonly status: number | null
  readonly head: string
  readonly body: string
  /** All that came, further answers too. */
  readonly text: string
}

export type Sending = {
  /** Sent after the first bytes have gone out. */
  readonly more?: readonly (string | Buffer)[]
  /** How many answers to wait for, unless the server hangs up first. */
  readonly answers?: number
  /** Hangs up, politely, when nothing has come for so long: half a request waits for its other half. */
  readonly patienceMs?: number
}

const head = /^HTTP\/1\.[01] (\d{3})[^\r\n]*\r\n([\s\S]*?)\r\n\r\n/

const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'

/** The answers that are whole. */
const answersIn = (text: string): { status: number; head: string; body: string }[] => {
  if (text.startsWith(goOn)) return answersIn(text.slice(goOn.length))
  const found = head.exec(text)
  if (!found) return []
  const [all, status = '', headers = ''] = found
  const rest = text.slice(all.length)
  const length = Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0)
  if (/^transfer-encoding: *chunked/im.test(headers)) {
    const end = rest.indexOf('0\r\n\r\n')
    if (end < 0) return []
    return [{ status: Number(status), head: headers, body: rest.slice(0, end) }, ...answersIn(rest.slice(end + 5))]
  }
  if (rest.length < length) return []
  return [{ status: Number(status), head: headers, body: rest.slice(0, length) }, ...answersIn(rest.slice(length))]
}

/** Sends bytes as they are and gives what comes back until the answers are whole or the server hangs up. */
export const send = (
  url: string,
  bytes: string | Buffer,
  { more = [], answers = 1, patienceMs = 8_000 }: Sending = {},
): Promise<Heard> =>
  new Promise((resolve) => {
    const { port, hostname } = new URL(url)
    const socket = connect(Number(port), hostname, () => {
      for (const part of [bytes, ...more]) socket.write(toBuffer(part))
    })
    // Latin-1 keeps one character per byte, as content-length counts.
    let text = ''
    let patience = setTimeout(() => socket.end(), patienceMs)
    const finish = (): void => {
      clearTimeout(patience)
      socket.destroy()
      const [first] = answersIn(text)
      resolve({
        status: first?.status ?? (Number(head.exec(text)?.[1] ?? 0) || null),
        head: first?.head ?? '',
        body: Buffer.from(first?.body ?? '', 'latin1').toString('utf8'),
        text,
      })
    }
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (answersIn(text).length >= answers) finish()
      else {
        clearTimeout(patience)
        patience = setTimeout(() => socket.end(), patienceMs)
      }
    })
    socket.on('close', finish)
    // A server that hangs up in the middle of what is sent is within its rights.
    socket.on('error', () => {})
  })

const toBuffer = (part: string | Buffer): Buffer => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)

export type RequestParts = {
  readonly method?: string
  readonly target?: string
  readonly version?: string
  /** Instead of `Host: localhost`. */
  readonly host?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Buffer
}

/** A request as bytes. With a body it is JSON with its length, unless the headers say otherwise. */
export const bytesOf = ({
  method = 'POST',
  target = '/graphql',
  version = 'HTTP/1.1',
  host = 'localhost',
  headers = [],
  body,
}: RequestParts): Buffer => {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(body)
  const own: (readonly [string, string])[] =
    body === undefined
      ? []
      : [
          ...(given.has('content-type') ? [] : [['content-type', 'application/json'] as const]),
          ...(given.has('content-length') || given.has('transfer-encoding')
            ? []
            : [['content-length', String(content.length)] as const]),
        ]
  const lines = [['Host', host] as const, ...headers, ...own].map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${target} ${version}\r\n${lines.join('')}\r\n`, 'latin1'), content])
}

/** The whole server on loopback, as `npm start` has it, with a sandbox whose journal can be read. */
export type Served = { readonly url: string; readonly sandbox: Sandbox; readonly close: () => Promise<void> }

export const served = async (env: Readonly<Record<string, string>> = {}): Promise<Served> => {
  const sandbox = await startSandbox()
  const config = testConfig(sandbox.url, { LOG_LEVEL: 'silent', DYPLS_RATES: '*=10000', ...env })
  const running = await serve(config, 'test')
  return {
    url: running.url,
    sandbox,
    close: async () => {
      await running.close()
      await sandbox.close()
    },
  }
}
