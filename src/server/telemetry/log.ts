import { pino } from 'pino'
import type { AttemptReport } from '../../aliyun/call-path/reports.ts'
import { createRedactor, type Redaction } from './redact.ts'

type Tell = {
  (fields: object, message?: string): void
  (message: string): void
}

/** What we use of pino, spelled out: users of the package need none of its types. */
export type Log = Readonly<Record<'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace', Tell>> & {
  readonly isLevelEnabled: (level: string) => boolean
}

/**
 * Structured logs, one JSON object a line, times in UTC. What could be a secret or a number is taken out twice: by the
 * name of its field, and by its looks at the sink; `count` is told of what only the latter found.
 */
export const createLog = (
  level: string,
  sink: { readonly write: (line: string) => void },
  count?: (kind: Redaction) => void,
): Log => {
  const redact = createRedactor(count)
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: { paths: secretFields, censor: '[redacted]' },
    },
    {
      write: (line) => {
        const clean = redact(line)
        sink.write(clean === line || isJson(clean) ? clean : `${redact(withNumbersQuoted(line))}\n`)
      },
    },
  )
}

const isJson = (line: string): boolean => {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** A bare number with asterisks in it is no JSON: such numbers become texts first. */
const withNumbersQuoted = (line: string): string =>
  JSON.stringify(JSON.parse(line, (_name, value: unknown) => (typeof value === 'number' ? String(value) : value)))

const secretFields = [
  'accessKeySecret',
  'securityToken',
  'signature',
  'authorization',
  'cookie',
  'token',
  'body',
  'variables',
]
  .flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  .concat(['headers.authorization', 'req.headers.authorization'])

/** What happens at a queue, without a message or a token in it; what goes well is told at debug only. */
export const reportQueue = (
  log: Log,
  told: { readonly event: string; readonly queue: string; readonly count: number; readonly code: string | null },
): void => {
  if (told.event === 'stored' || told.event === 'empty') log.debug(told, 'receipts queue')
  else log.warn(told, 'receipts queue')
}

/** One line per upstream attempt that went wrong (and per any call at debug); no parameter in it. */
export const reportAttempt = (log: Log, call: AttemptReport): void => {
  if (call.outcome === 'OK') log.debug(call, 'upstream call')
  else if (call.outcome === 'SignatureDoesNotMatch')
    log.error(call, 'the upstream refuses our signature: run `dypls-graphql doctor`')
  else if (call.outcome === 'CANCELLED') log.debug(call, 'upstream call cancelled')
  // A binding that is not there is the caller's news, not the operator's.
  else if (call.outcome.startsWith('isv.')) log.info(call, 'upstream call refused')
  else log.warn(call, 'upstream call failed')
}
