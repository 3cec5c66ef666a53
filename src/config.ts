import type { AccessKey, SignatureVersion } from './aliyun/signature.ts'
import { product } from './dypls/product.ts'

/** The only reader of the environment: a frozen Config, or one complaint that names every bad setting. */
export type Upstream = 'aliyun' | 'sandbox'
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type Config = {
  readonly port: number
  readonly host: string
  readonly endpoint: URL
  readonly signature: SignatureVersion
  readonly upstream: Upstream
  readonly timeoutMs: number
  readonly concurrency: number
  /** Calls per second by action, `*` for operations without a documented limit. */
  readonly rates: ReadonlyMap<string, number>
  readonly logLevel: LogLevel
  readonly production: boolean
  /** Null: ask the official credential chain (or no key is needed, with the sandbox). A function, so that printing a Config prints no secret. */
  readonly accessKey: (() => AccessKey) | null
}

export type Env = Readonly<Record<string, string | undefined>>

/** Settings that are wrong; the message is for the terminal and never repeats a secret. Exit code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  static readonly exitCode = 78
}

type Setting<T> = {
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

const integerBetween = (least: number, most: number) => (text: string) =>
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

/** The settings and their contract; the README's table and the command line's flags are made from it. */
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
    'Upstream calls in flight at a time, 1 to 512.',
    integerBetween(1, 512),
  ),
  rates: setting(
    'DYPLS_RATES',
    'rates',
    'as documented, 100 where nothing is',
    'Calls per second of the account: `QueryCallStatus=200,*=50`. Four fifths of each are used.',
    ratesByAction,
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'log-level',
    'info',
    'What is logged: `fatal` to `trace`, or `silent`.',
    oneOf(...logLevels),
  ),
} as const

/** Credentials; never flags. */
export const credentialSettings = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'Access key id. With the secret beside it, calls go to the real service.',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'Its secret. Never logged, never an argument.',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'STS token, for temporary keys.',
} as const

/** Names by which the official chain is asked for; without any of them it is used only when DYPLS_UPSTREAM=aliyun. */
const chainVariables = [
  'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
  'ALIBABA_CLOUD_ECS_METADATA',
  'ALIBABA_CLOUD_CREDENTIALS_URI',
  'ALIBABA_CLOUD_CREDENTIALS_FILE',
  'ALIBABA_CLOUD_PROFILE',
] as const

const ourNames: ReadonlySet<string> = new Set(Object.values(settings).map(({ env }) => env))

/** Reads all settings. Throws ConfigError with one line per fault. */
export const readConfig = (env: Env): Config => {
  const faults: string[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined

  const read = <T>({ env: name, read }: Setting<T>, fallback: string): T | undefined => {
    const result = read(given(name) ?? fallback)
    if ('value' in result) return result.value
    faults.push(`${name} ${result.fault}`)
    return undefined
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
  if (upstream === 'sandbox' && host !== undefined && !isLoopback(host))
    faults.push('HOST must be a loopback address with the sandbox, which knows no access control')
  const port = read(settings.port, settings.port.fallback)
  const endpoint = read(settings.endpoint, settings.endpoint.fallback)
  const signature = read(settings.signature, settings.signature.fallback)
  const timeoutMs = read(settings.timeoutMs, settings.timeoutMs.fallback)
  const concurrency = read(settings.concurrency, settings.concurrency.fallback)
  const rates = given('DYPLS_RATES') ? read(settings.rates, '') : new Map<string, number>()
  const logLevel = read(settings.logLevel, settings.logLevel.fallback)
  for (const name of Object.keys(env))
    if (name.startsWith('DYPLS_') && !ourNames.has(name)) faults.push(`${name} is no setting of this program`)

  if (
    faults.length > 0 ||
    port === undefined ||
    host === undefined ||
    endpoint === undefined ||
    signature === undefined ||
    upstream === undefined ||
    timeoutMs === undefined ||
    concurrency === undefined ||
    rates === undefined ||
    logLevel === undefined
  )
    throw new ConfigError(
      ['These settings keep the server from starting:', ...faults.map((fault) => `  - ${fault}`)].join('\n'),
    )
  return Object.freeze({
    port,
    host,
    endpoint,
    signature,
    upstream,
    timeoutMs,
    concurrency,
    rates,
    logLevel,
    production,
    accessKey,
  })
}
