import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/**
 * X.509 certificates made on the spot, so that no key lies in the repository and no program has to be there. DER by hand:
 * just what RFC 5280 asks of a certificate for one host.
 */
export type Certificate = { readonly cert: string; readonly key: string }

export type Authority = {
  /** What has to be trusted for what it issues to be trusted. */
  readonly cert: string
  readonly issue: (host: string, until?: Date) => Certificate
}

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const oid = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes))
const time = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
const named = (name: string): Buffer => sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0c, Buffer.from(name)))))
const extension = (id: Buffer, value: Buffer): Buffer => sequence(id, der(0x04, value))

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))
const isAuthority = extension(oid(0x55, 0x1d, 19), sequence(der(0x01, Buffer.from([255]))))
const forHost = (host: string): Buffer => extension(oid(0x55, 0x1d, 17), sequence(der(0x82, Buffer.from(host))))

const dayMs = 86_400_000
const tomorrow = (): Date => new Date(Date.now() + dayMs)
let serials = 0

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

const certify = (
  subject: Buffer,
  subjectKey: KeyObject,
  extensions: Buffer,
  until: Date,
  issuer: Buffer,
  issuerKey: KeyObject,
): string => {
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, ++serials])),
    ecdsaWithSha256,
    issuer,
    sequence(time(new Date(until.getTime() - 10 * dayMs)), time(until)),
    subject,
    subjectKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, issuerKey))
  const lines =
    sequence(content, ecdsaWithSha256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

export const selfSigned = (host: string): Certificate => {
  const { publicKey, privateKey } = keyPair()
  const name = named(host)
  return { key: pem(privateKey), cert: certify(name, publicKey, forHost(host), tomorrow(), name, privateKey) }
}

export const createAuthority = (called = 'a test authority'): Authority => {
  const authority = keyPair()
  const name = named(called)
  return {
    cert: certify(name, authority.publicKey, isAuthority, tomorrow(), name, authority.privateKey),
    issue: (host, until = tomorrow()) => {
      const { publicKey, privateKey } = keyPair()
      const cert = certify(named(host), publicKey, forHost(host), until, name, authority.privateKey)
      return { key: pem(privateKey), cert }
    },
  }
}
