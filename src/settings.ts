import { product } from './dypls/product.ts'

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
