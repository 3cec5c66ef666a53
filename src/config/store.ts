import type { StoreSource } from '../store/source.ts'

export type StoreConfig = {
  /** Null: nothing is kept. */
  readonly source: StoreSource | null
  /** Nobody asked for it: where the optional package is missing, there is no store, and that is no fault. */
  readonly byDefault: boolean
  /** The first seals, all open. Null: of the folder, or made from the URL. A function, as with other secrets. */
  readonly keys: (() => readonly string[]) | null
}

/** Beside the server, for a machine of its own. */
const defaultFolder = '.dypls'
const leastKey = 32

/** Reads where things are kept; adds to `faults` what is wrong. No fault repeats a URL, which may hold a password. */
export const readStore = (
  given: (name: string) => string | undefined,
  upstream: 'aliyun' | 'sandbox',
  production: boolean,
  faults: string[],
): StoreConfig => {
  const where = given('DYPLS_STORE')
  const listen = given('DYPLS_STORE_LISTEN')
  const keys = given('DYPLS_STORE_KEY')
    ?.split(',')
    .map((key) => key.trim())
  if (keys?.some((key) => key.length < leastKey))
    faults.push(
      `DYPLS_STORE_KEY must have at least ${leastKey} characters (each of them, where a comma parts the new from the old)`,
    )
  const source = sourceOf(where, listen, upstream, faults)
  if (listen && source?.kind !== 'url') faults.push('DYPLS_STORE_LISTEN needs DYPLS_STORE=postgres://…')
  if (listen && !isPostgres(listen)) faults.push('DYPLS_STORE_LISTEN must be a URL such as postgres://user@host/name')
  if (production && source?.kind === 'url' && !keys)
    faults.push(
      'DYPLS_STORE_KEY is missing beside DYPLS_STORE: real numbers are kept sealed only (make one with `openssl rand -base64 32`)',
    )
  return {
    source,
    byDefault: where === undefined,
    keys: keys ? () => keys : null,
  }
}

const sourceOf = (
  where: string | undefined,
  listen: string | undefined,
  upstream: 'aliyun' | 'sandbox',
  faults: string[],
): StoreSource | null => {
  if (where === 'off') return null
  if (where === undefined) return upstream === 'sandbox' ? { kind: 'folder', path: defaultFolder } : null
  if (isPostgres(where)) return { kind: 'url', url: () => where, listen: listen ? () => listen : null }
  if (/^[^\p{C}]{1,1024}$/u.test(where) && !/^\w{2,}:/.test(where)) return { kind: 'folder', path: where }
  faults.push('DYPLS_STORE must be a URL such as postgres://user@host/name, a folder, or off')
  return null
}

const isPostgres = (text: string): boolean => /^postgres(?:ql)?:\/\/./.test(text) && URL.canParse(text)

/** It stands in a path, so it is made of what needs no escape there. */
const secretShape = /^[\w.~-]{16,256}$/

/** The secrets of the push door; two while one takes over from the other. */
export const readSecrets = (
  given: (name: string) => string | undefined,
  faults: string[],
): (() => readonly string[]) | null => {
  const secrets = given('DYPLS_RECEIPTS_SECRET')
    ?.split(',')
    .map((secret) => secret.trim())
  if (!secrets) return null
  if (secrets.length > 2 || !secrets.every((secret) => secretShape.test(secret)))
    faults.push(
      'DYPLS_RECEIPTS_SECRET must be one secret, or two with a comma, of 16 to 256 letters, digits, . _ ~ or -',
    )
  return () => secrets
}
