import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import type { AttemptReport } from '../aliyun/client.ts'
import { withoutPersonalData } from './redact.ts'

export type Log = Logger

/**
 * Structured logs, one JSON object a line, times in UTC. What could be a secret or a number is taken out twice: by the
 * name of its field, and by its looks at the sink.
 */
export const createLog = (level: LoggerOptions['level'] & string, sink: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: { paths: secretFields, censor: '[redacted]' },
    },
    { write: (line) => sink.write(withoutPersonalData(line)) },
  )

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
