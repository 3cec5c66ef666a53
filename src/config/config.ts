import type { AccessKey } from '../aliyun/signing/access-key.ts'
import type { SignatureVersion } from '../aliyun/signing/request.ts'
import { isLoopback } from '../ground/loopback.ts'
import { type Auth, readAuth } from './auth.ts'
import type { Limits } from './limits.ts'
import type { QueueSetting } from './queue-list.ts'
import { chainVariables, type logLevels, type Setting, settings } from './settings.ts'
import { readSecrets, readStore, type StoreConfig } from './store.ts'
import { strangersIn } from './strangers.ts'

/** The only reader of the environment: a frozen Config, or one complaint that names every bad setting. */
export type UpstreamKind = 'aliyun' | 'sandbox'
export type LogLevel = (typeof logLevels)[number]

export type Config = {
  readonly port: number
  readonly host: string
  /** Whether `host` is this machine only. */
  readonly loopback: boolean
  readonly endpoint: URL
  readonly signature: SignatureVersion
  readonly upstream: UpstreamKind
  readonly timeoutMs: number
  readonly concurrency: number
  /** Calls per second by action, `*` for operations without a documented limit. */
  readonly rates: ReadonlyMap<string, number>
  readonly logLevel: LogLevel
  /** Whether plain queries take the short way past Yoga's listener. */
  readonly fastPath: boolean
  /** Whether hot documents are compiled. */
  readonly jit: boolean
  /** Whether callers may ask what a request cost. */
  readonly tally: boolean
  readonly workers: number
  readonly auth: Auth
  /** Origins of web pages that may ask. */
  readonly origins: ReadonlySet<string>
  /** Request headers that pages may send beside the usual ones. */
  readonly corsHeaders: ReadonlySet<string>
  /** In front of every path, where a proxy leaves it there; '' for none. */
  readonly path: string
  /** The only host names that are answered; empty for any. */
  readonly hosts: ReadonlySet<string>
  readonly persisted: { readonly mode: 'off' | 'prefer' | 'only'; readonly manifest: string }
  /** `stdout` or a file. */
  readonly audit: string
  readonly limits: Limits
  /** Makes the `…Ref` fields; null: one made up at the start. A function, as with keys. */
  readonly refKey: (() => string) | null
  /** Opens `/metrics` to requests that send it as a bearer token; null: only on a loopback sandbox. A function, as with keys. */
  readonly metricsToken: (() => string) | null
  readonly store: StoreConfig
  /** Who knows one of them may push receipts; null for nobody, or with the sandbox for the sandbox alone. A function, as with keys. */
  readonly receiptsSecrets: (() => readonly string[]) | null
  readonly retentionDays: number
  /** Queues to read receipts from; empty for none. */
  readonly queues: readonly QueueSetting[]
  /** Calls a minute that the embedded sandbox makes up. */
  readonly traffic: number
  /** Trouble for the embedded sandbox for the whole run; null for none. */
  readonly mischief: unknown
  readonly production: boolean
  /** What was found beside the settings and keeps nothing from working, for the terminal. */
  readonly warnings: readonly string[]
  /** Null: ask the official credential chain (or no key is needed, with the sandbox). A function, so that printing a Config prints no secret. */
  readonly accessKey: (() => AccessKey) | null
}

export type Env = Readonly<Record<string, string | undefined>>

/** Settings that are wrong; the message is for the terminal and never repeats a secret. Exit code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  static readonly exitCode = 78
}

/** GraphiQL is for trying things out: with the sandbox always, with the real service only in development. */
export const showsPage = ({ upstream, production }: Config): boolean => upstream === 'sandbox' || !production

const keyVariables = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
] as const

/** The JSON, null for nothing, undefined for what is no JSON. */
const parsed = (text: string | undefined): unknown => {
  if (text === undefined) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What the `store` commands need, and nothing else that might be wrong. Throws ConfigError with one line per fault. */
export const readStoreConfig = (env: Env): { readonly store: StoreConfig; readonly retentionDays: number } => {
  const faults: string[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined
  const isReal = given('DYPLS_UPSTREAM') === 'aliyun' || keyVariables.some((name) => given(name))
  const store = readStore(given, isReal ? 'aliyun' : 'sandbox', false, faults)
  const days = settings.retentionDays.read(given(settings.retentionDays.env) ?? settings.retentionDays.fallback)
  if ('fault' in days) faults.push(`${settings.retentionDays.env} ${days.fault}`)
  if (faults.length > 0 || 'fault' in days)
    throw new ConfigError(['These settings are wrong:', ...faults.map((fault) => `  - ${fault}`)].join('\n'))
  return { store, retentionDays: days.value }
}

/** Reads all settings. Throws ConfigError with one line per fault. */
export const readConfig = (env: Env): Config => {
  const faults: string[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined

  const read = <T>({ env: name, read }: Setting<T>, fallback: string): T => {
    const result = read(given(name) ?? fallback)
    if ('value' in result) return result.value
    faults.push(`${name} ${result.fault}`)
    // Never used: where there is a fault, there is no Config.
    return undefined as T
  }

  const production = given('NODE_ENV') === 'production'
  const accessKeyId = given('ALIBABA_CLOUD_ACCESS_KEY_ID')
  const accessKeySecret = given('ALIBABA_CLOUD_ACCESS_KEY_SECRET')
  const securityToken = given('ALIBABA_CLOUD_SECURITY_TOKEN')
  if (accessKeyId && !accessKeySecret)
    faults.push('ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing beside ALIBABA_CLOUD_ACCESS_KEY_ID')
  if (accessKeySecret && !accessKeyId)
    faults.push('ALIBABA_CLOUD_ACCESS_KEY_ID is missing beside ALIBABA_CLOUD_ACCESS_KEY_SECRET')
  const accessKey = accessKeyId && accessKeySecret ? () => ({ accessKeyId, accessKeySecret, securityToken }) : null

  const credentialsNamed = Boolean(accessKeyId || accessKeySecret || chainVariables.some((name) => given(name)))
  const upstream = read(settings.upstream, credentialsNamed || production ? 'aliyun' : 'sandbox')
  if (production && !credentialsNamed && !given('DYPLS_UPSTREAM'))
    faults.push(
      'NODE_ENV=production needs credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, ' +
        'or DYPLS_UPSTREAM=aliyun to use the official credential chain',
    )
  const host = read(settings.host, upstream === 'aliyun' ? '0.0.0.0' : '127.0.0.1')
  if (upstream === 'sandbox' && host && !isLoopback(host))
    faults.push('HOST must be a loopback address with the sandbox, which knows no access control')
  const rest = {
    port: read(settings.port, settings.port.fallback),
    endpoint: read(settings.endpoint, settings.endpoint.fallback),
    signature: read(settings.signature, settings.signature.fallback),
    timeoutMs: read(settings.timeoutMs, settings.timeoutMs.fallback),
    concurrency: read(settings.concurrency, settings.concurrency.fallback),
    rates: given('DYPLS_RATES') ? read(settings.rates, '') : new Map<string, number>(),
    logLevel: read(settings.logLevel, settings.logLevel.fallback),
    fastPath: read(settings.fastPath, settings.fastPath.fallback) === 'on',
    jit: read(settings.jit, settings.jit.fallback) === 'on',
    tally: read(settings.tally, production ? 'off' : 'on') === 'on',
    workers: read(settings.workers, settings.workers.fallback),
    origins: given('DYPLS_ORIGINS') ? read(settings.origins, '') : new Set<string>(),
    corsHeaders: given('DYPLS_CORS_HEADERS') ? read(settings.corsHeaders, '') : new Set<string>(),
    path: given('DYPLS_PATH') ? read(settings.path, '') : '',
    hosts: given('DYPLS_HOSTS') ? read(settings.hosts, '') : new Set<string>(),
    persisted: {
      mode: read(settings.persisted, settings.persisted.fallback),
      manifest: read(settings.persistedManifest, settings.persistedManifest.fallback),
    },
    audit: read(settings.audit, settings.audit.fallback),
    limits: read(settings.limits, settings.limits.fallback),
    retentionDays: read(settings.retentionDays, settings.retentionDays.fallback),
    queues: given('DYPLS_RECEIPTS_QUEUES') ? read(settings.receiptsQueues, '') : [],
    traffic: read(settings.sandboxTraffic, upstream === 'sandbox' ? '6' : '0'),
  }
  const auth = readAuth(given, upstream, faults)
  const store = readStore(given, upstream, production, faults)
  const receiptsSecrets = readSecrets(given, faults)
  if (upstream === 'sandbox' && given('DYPLS_ENDPOINT'))
    faults.push(
      'DYPLS_ENDPOINT is for the real service or a sandbox of its own, and needs ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET (`dypls-graphql sandbox` prints a made-up pair)',
    )
  for (const name of keyVariables)
    if (/[^\x21-\x7e]/.test(given(name) ?? '')) faults.push(`${name} must be visible ASCII, as it was given out`)
  const metricsToken = given('DYPLS_METRICS_TOKEN')
  if (metricsToken && metricsToken.length < 16) faults.push('DYPLS_METRICS_TOKEN must have at least 16 characters')
  const refKey = given('DYPLS_REF_KEY')
  if (refKey && refKey.length < 32) faults.push('DYPLS_REF_KEY must have at least 32 characters')
  const mischief = parsed(given('DYPLS_SANDBOX_MISCHIEF'))
  if (mischief === undefined) faults.push('DYPLS_SANDBOX_MISCHIEF must be JSON, such as {"kind":"delay","ms":300}')
  if (upstream !== 'sandbox' && rest.queues?.some(({ queue, accountId }) => queue === 'default' && !accountId))
    faults.push(
      'DYPLS_RECEIPTS_QUEUES: the names of the default queues hold the account’s number, so name it: default:1234567890123456',
    )
  if (upstream !== 'sandbox' && given('DYPLS_SANDBOX_TRAFFIC'))
    faults.push('DYPLS_SANDBOX_TRAFFIC is for the embedded sandbox only')
  if (mischief && upstream !== 'sandbox') faults.push('DYPLS_SANDBOX_MISCHIEF is for the embedded sandbox only')
  const strangers = strangersIn(env)
  faults.push(...strangers.faults)

  if (faults.length > 0 || !auth)
    throw new ConfigError(
      ['These settings keep the server from starting:', ...faults.map((fault) => `  - ${fault}`)].join('\n'),
    )
  return Object.freeze({
    ...rest,
    host,
    loopback: isLoopback(host),
    upstream,
    production,
    accessKey,
    auth,
    refKey: refKey ? () => refKey : null,
    store,
    receiptsSecrets,
    metricsToken: metricsToken ? () => metricsToken : null,
    mischief,
    warnings: strangers.warnings,
  })
}
