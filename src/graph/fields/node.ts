import { builder } from './builder.ts'

/**
 * Global ids: one opaque text for everything that a handle holds, so that normalising caches and Relay know what is the same
 * thing and can ask for it again. The field is `nodeId`, since `Group.id` was the upstream's own id before.
 */
export type Keys = readonly (string | null)[]
type Kind<Handle> = {
  readonly keysOf: (handle: Handle) => Keys
  /** Null where the keys are none of this kind's. */
  readonly handleOf: (keys: Keys) => Handle | null
}

const kinds = new Map<string, Kind<object>>()
const typeNames = new WeakMap<object, string>()

export const Node = builder.interfaceRef<object>('Node').implement({
  access: 'anyone',
  description:
    'What has an id of its own in the whole graph: every handle. Making one costs nothing and proves nothing about what exists.',
  resolveType: (handle) => typeNames.get(handle) ?? null,
  fields: (t) => ({
    nodeId: t.id({
      description:
        'Names this and nothing else; made of what the handle was made with. Opaque: keep it as it is, hand it to `node`.',
      resolve: (handle) => idOf(handle, typeNames.get(handle) ?? ''),
    }),
  }),
})

/** Makes a type of handles a node: `interfaces: [Node]`, and this for its id. */
export const nodeKind = <Handle extends object>(name: string, kind: Kind<Handle>) => {
  // What is looked up under a name was made under that name.
  kinds.set(name, { ...kind, keysOf: (handle) => kind.keysOf(handle as Handle) })
  return (handle: Handle): string => idOf(handle, name)
}

const idOf = (handle: object, name: string): string => {
  const keys = kinds.get(name)?.keysOf(handle) ?? []
  return Buffer.from(JSON.stringify([name, ...keys])).toString('base64url')
}

export const nodeIdMeans =
  'Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`.'

/** The handle behind an id; null for what no id was made of. */
export const nodeOf = (id: string): object | null => {
  const [name, ...keys] = partsOf(id)
  const kind = typeof name === 'string' ? kinds.get(name) : undefined
  const handle: object | null = kind?.handleOf(keys) ?? null
  // Only what is written exactly so: one thing has one id.
  if (!handle || !name || idOf(handle, name) !== id) return null
  typeNames.set(handle, name)
  return handle
}

const longestId = 1_000

const partsOf = (id: string): Keys => {
  if (id.length > longestId || !/^[\w-]+$/.test(id)) return []
  try {
    const parts = JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as unknown
    const isKeys = Array.isArray(parts) && parts.every((part) => typeof part === 'string' || part === null)
    return isKeys ? (parts as Keys) : []
  } catch {
    return []
  }
}
