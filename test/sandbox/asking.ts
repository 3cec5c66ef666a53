import { request } from 'node:http'
import { type AccessKey, createCredential } from '../../src/aliyun/signing/access-key.ts'
import type { TextMap } from '../../src/aliyun/signing/encoding.ts'
import type { Method, SignatureVersion, SignedRequest } from '../../src/aliyun/signing/request.ts'
import { signers } from '../../src/aliyun/signing/signers.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** A hand-held client for tests: signs with src/aliyun/signing/signature-steps.ts, sends over a fresh socket, shows everything. */
export type Heard = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body as JSON; undefined where it is none. */
  readonly body: { readonly [name: string]: unknown }
}

export type Wish = {
  readonly dialect?: SignatureVersion
  readonly method?: Method
  readonly action?: string
  readonly version?: string
  readonly params?: TextMap
  readonly accessKey?: AccessKey
  readonly nonce?: string
  readonly at?: number
  /** Signed by V3 when they are x-acs-*. */
  readonly headers?: TextMap
}

let nonces = 0

/** A signed call, as it would go over the wire. */
export const signed = (sandbox: Sandbox, wish: Wish = {}): SignedRequest => {
  const { dialect = 'v1', accessKey = sandbox.accessKey, at = sandbox.clock.now() } = wish
  nonces += 1
  return signers[dialect](
    {
      method: wish.method ?? 'POST',
      host: new URL(sandbox.url).host,
      action: wish.action ?? 'QueryCallStatus',
      version: wish.version ?? '2017-05-25',
      params: wish.params ?? {},
      nonce: wish.nonce ?? `test-nonce-${nonces}`,
      at: new Date(at),
      ...(wish.headers ? { headers: wish.headers } : {}),
    },
    createCredential(accessKey),
  )
}

export type Bytes = {
  readonly method: string
  readonly path: string
  readonly headers?: TextMap
  readonly body?: string | null
}

export const send = (url: string, { method, path, headers = {}, body = null }: Bytes): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(url)
    const outgoing = request(
      { hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path, agent: false, headers: { host, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const heardHeaders = Object.fromEntries(Object.entries(incoming.headers).map(([k, v]) => [k, String(v)]))
          resolve({ status: incoming.statusCode ?? 0, headers: heardHeaders, text, body: jsonOf(text) })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })

const jsonOf = (text: string): { readonly [name: string]: unknown } => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Signs and sends. */
export const ask = (sandbox: Sandbox, wish: Wish = {}): Promise<Heard> => send(sandbox.url, signed(sandbox, wish))

/** The body of an admin call. */
export const admin = (sandbox: Sandbox, method: string, path: string, body?: unknown, headers: TextMap = {}) =>
  send(sandbox.url, {
    method,
    path: `/_sandbox${path}`,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
