/** Who asks, and what they may do. Decided once per request from its credential; nothing here can be guessed or asked for. */
export const scopes = [
  'calls:read',
  'calls:unmask',
  'bindings:read',
  'bindings:write',
  'numbers:read',
  'numbers:write',
  'recordings:read',
  'registration:write',
  'introspect',
  'audit:read',
  'receipts:read',
  'receipts:operate',
  'operator',
] as const
export type Scope = (typeof scopes)[number]

export type Viewer = {
  /** Id of the API key or subject of the token, for audit and rate limits; never a secret. */
  readonly id: string
  readonly scopes: ReadonlySet<Scope>
  /** Keys of the pools that may be touched. */
  readonly pools: 'all' | ReadonlySet<string>
}

export const mayTouchPool = ({ pools }: Viewer, poolKey: string): boolean => pools === 'all' || pools.has(poolKey)

/** Every caller of a sandbox: its numbers are made up, so all may be tried. */
export const sandboxViewer: Viewer = { id: 'sandbox', scopes: new Set(scopes), pools: 'all' }

const withheldFromStrangers: ReadonlySet<Scope> = new Set([
  'calls:unmask',
  'introspect',
  'audit:read',
  'receipts:operate',
  'operator',
])

/** Every caller of a server with DYPLS_AUTH=open: all of the service, nothing of what is sensitive or for operators. */
export const openViewer: Viewer = {
  id: 'open',
  scopes: new Set(scopes.filter((scope) => !withheldFromStrangers.has(scope))),
  pools: 'all',
}
