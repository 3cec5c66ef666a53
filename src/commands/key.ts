import { entropy, now } from '../ambient/ambient.ts'
import { type ApiKey, hmacFrom, makeKey, makeSecret, parseKey, printKey } from '../server/admission/keys/api-key.ts'
import { changeKeyFile, readKeyFile } from '../server/admission/keys/key-disk.ts'
import { type KeyFile, type OrFaults, rules, type StoredKey } from '../server/admission/keys/key-file.ts'
import { expiryFrom, isLive, keyTable } from '../server/admission/keys/key-table.ts'

/** Where a command prints: what another program may want, and what a person should read. */
export type Terminal = { readonly out: (line: string) => void; readonly tell: (line: string) => void }

export type CreateOptions = {
  readonly name: string
  readonly scope: readonly string[]
  readonly pool: readonly string[]
  readonly allPools?: boolean
  readonly expires?: string
  readonly file?: string
}

/** Makes a key, keeps its HMAC and prints it: the only time it is seen. Gives the exit code, as all of them do. */
export const createKey = async (options: CreateOptions, terminal: Terminal): Promise<number> => {
  const key = makeKey(entropy)
  const faults: string[] = []
  const stored = describe(options, key, faults)
  if (faults.length > 0) return complain(faults, terminal)
  const { file } = options
  if (!isFile(file)) return complain([noFile(file)], terminal)
  const changed = await changeKeyFile(file, (before) => withKey(before, stored, key))
  if ('faults' in changed) return complain(about(file, changed.faults), terminal)
  terminal.out(printKey(key))
  for (const line of explained(stored, file)) terminal.tell(line)
  return 0
}

/** Shows what is known of each key; its secret is not. */
export const listKeys = async ({ file }: { readonly file?: string }, terminal: Terminal): Promise<number> => {
  if (!isFile(file)) return complain([noFile(file)], terminal)
  const read = await readKeyFile(file)
  if ('faults' in read) return complain(about(file, read.faults), terminal)
  for (const line of keyTable(read.value.keys, now())) terminal.out(line)
  return 0
}

/** Takes a key out of the file; a running server refuses it from its next look at the file on. */
export const revokeKey = async (
  text: string,
  { file }: { readonly file?: string },
  terminal: Terminal,
): Promise<number> => {
  if (!isFile(file)) return complain([noFile(file)], terminal)
  // The operator may have the whole key at hand and not know which part is its id.
  const id = parseKey(text)?.id ?? text
  if (!rules.id.fits(id)) return complain([`the id of a key ${rules.id.must}: see \`key list\``], terminal)
  let revoked: StoredKey | undefined
  const changed = await changeKeyFile(file, (before) => {
    revoked = before?.keys.find((key) => key.id === id)
    if (!before || !revoked) return { faults: [`has no key ${id}: see \`key list\``] }
    return { value: { ...before, keys: before.keys.filter((key) => key !== revoked) } }
  })
  if ('faults' in changed) return complain(about(file, changed.faults), terminal)
  terminal.tell(`revoked ${id} (${revoked?.name}); a running server refuses it within seconds`)
  return 0
}

/** The key as it will be kept, still without its hash; whatever is wrong with the options is added to `faults`. */
const describe = (options: CreateOptions, { id }: ApiKey, faults: string[]): StoredKey => {
  const { name, scope, pool, allPools = false, expires } = options
  const must = (fits: boolean, fault: string): void => {
    if (!fits) faults.push(fault)
  }
  must(rules.name.fits(name), `--name ${rules.name.must}`)
  must(scope.length > 0 && rules.scopes.fits(scope), `--scope ${rules.scopes.must}`)
  must(rules.pools.fits(pool), '--pool must be the key of a pool, at most 64 characters')
  must(!pool.includes('all'), '--pool all is a pool named so: say --all-pools for every pool')
  must(!allPools || pool.length === 0, '--all-pools and --pool exclude each other')
  const expiry = expiryFrom(expires, now())
  if ('fault' in expiry) faults.push(`--expires ${expiry.fault}`)
  return {
    id,
    name,
    hash: '',
    // Looked at just now.
    scopes: [...new Set(scope)] as StoredKey['scopes'],
    pools: allPools ? 'all' : [...new Set(pool)],
    createdAt: new Date(now()).toISOString(),
    expiresAt: 'value' in expiry ? expiry.value : null,
  }
}

const withKey = (before: KeyFile | null, stored: StoredKey, { secret }: ApiKey): OrFaults<KeyFile> => {
  const { hmacKey, keys } = before ?? { hmacKey: makeSecret(entropy), keys: [] }
  const namesakes = keys.filter((key) => key.name === stored.name && isLive(key, now()))
  const [oldest] = namesakes.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
  if (oldest && namesakes.length >= 2)
    return {
      faults: [
        `has two live keys named ${stored.name} already: revoke the older one first (\`key revoke ${oldest.id}\`)`,
      ],
    }
  const hash = hmacFrom(hmacKey)(secret)
  return { value: { hmacKey, keys: [...keys, { ...stored, hash }] } }
}

const explained = ({ id, name, scopes, pools, expiresAt }: StoredKey, file: string): readonly string[] => [
  `This is the key of ${name} (id ${id}). It is shown this once: only its HMAC is kept, in ${file}.`,
  `  scopes   ${scopes.join(', ')}`,
  `  pools    ${pools === 'all' ? 'all' : pools.join(', ') || 'none: it reaches nothing that belongs to a pool (--pool, --all-pools)'}`,
  `  expires  ${expiresAt ?? 'never (--expires 90d would be safer)'}`,
  'Callers send it as `Authorization: Bearer …`. A running server takes it within seconds.',
]

const isFile = (file: string | undefined): file is string => file !== undefined && !file.startsWith('{')
const noFile = (file: string | undefined): string =>
  file === undefined
    ? 'say where the keys are kept: --file or DYPLS_API_KEYS'
    : 'DYPLS_API_KEYS holds the keys themselves, which cannot be changed there: name a file with --file'

const about = (file: string, faults: readonly string[]): readonly string[] => faults.map((fault) => `${file} ${fault}`)

const complain = (faults: readonly string[], { tell }: Terminal): number => {
  for (const fault of faults) tell(`error: ${fault}`)
  return 1
}
