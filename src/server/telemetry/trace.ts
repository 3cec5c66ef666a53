import type * as Api from '@opentelemetry/api'
import type { AttemptReport } from '../../aliyun/call-path/reports.ts'

/**
 * A span per upstream attempt, through the API package that the operator's SDK brings: an API newer than the SDK's finds no
 * SDK and drops every span (seen with 1.10 beside an SDK that wants less). Without the package there are no spans.
 */
export const openTracing = async (): Promise<(report: AttemptReport) => void> => {
  const api = await import('@opentelemetry/api').catch(() => null)
  return api ? (report) => traceAttempt(api, report) : () => {}
}

/** Without an SDK registered it costs next to nothing and goes nowhere. No parameter, number or id of a binding is in it. */
export const traceAttempt = ({ trace, SpanKind, SpanStatusCode }: typeof Api, report: AttemptReport): void => {
  const { action, outcome, attempt, httpStatus, requestId, ms, endedAt } = report
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
