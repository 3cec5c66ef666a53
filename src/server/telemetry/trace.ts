import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { AttemptReport } from '../../aliyun/call-path/client.ts'

/**
 * A span per upstream attempt, through the API package only: without an SDK registered by the operator it costs next to
 * nothing and goes nowhere. No parameter, number or id of a binding is in it.
 */
export const traceAttempt = ({ action, outcome, attempt, httpStatus, requestId, ms, endedAt }: AttemptReport): void => {
  const span = trace.getTracer('dypls-graphql').startSpan(`Dyplsapi ${action}`, {
    kind: SpanKind.CLIENT,
    startTime: endedAt - ms,
    attributes: {
      'rpc.system': 'aliyun-rpc',
      'rpc.method': action,
      'dypls.attempt': attempt,
      'dypls.outcome': outcome,
      ...(httpStatus === null ? {} : { 'http.response.status_code': httpStatus }),
      ...(requestId === null ? {} : { 'dypls.request_id': requestId }),
    },
  })
  if (outcome !== 'OK') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
  span.end(endedAt)
}
