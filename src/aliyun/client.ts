import { type Cancellation, never } from './cancellation.ts'
import { classify } from './classify.ts'
import type { Credentials } from './credentials.ts'
import { type Outcome, type Unreachable, unreachable } from './failure.ts'
import type { Missing } from './missing.ts'
import { type Answer, encodeParams, type Operation, type Params } from './operation.ts'
import type { Sign } from './signature.ts'
import type { After, Transport } from './transport.ts'

export type CallOptions = { readonly cancellation?: Cancellation }

/** Calls the upstream, one operation at a time. Never throws: what went wrong is a value. */
export type Client = {
  readonly call: <O extends Operation>(row: O, input: Params<O>, options?: CallOptions) => Promise<Outcome<Answer<O>>>
}

export type ClientOptions = {
  /** The Host header: with the port when it is not the scheme's own. */
  readonly host: string
  readonly version: string
  readonly sign: Sign
  readonly credentials: Credentials
  readonly transport: Transport
  readonly missing: Missing
  readonly now: () => number
  readonly nonce: () => string
  readonly after: After
  /** Total time of a call, fetching credentials included. */
  readonly timeoutMs: number
  readonly observe?: (call: CallReport) => void
}

/** One finished call, for logs and counters; holds no parameter. */
export type CallReport = {
  readonly action: string
  readonly outcome: string
  readonly httpStatus: number | null
  readonly requestId: string | null
  readonly ms: number
}

const maxAnswerBytes = 256 * 1024

const tooLate = unreachable('TIMEOUT', 'the credential chain gave no access key in time', { ran: 'no' })

/** encode → sign → send → decode → classify */
export const createClient = (options: ClientOptions): Client => {
  const { credentials, missing, now, transport } = options

  /** A provider of the chain may hang; the call's deadline holds for it too. */
  const soon = <T>(value: T | Promise<T>, ms: number): T | Promise<T | Unreachable> =>
    value instanceof Promise
      ? new Promise((resolve) => {
          const stop = options.after(ms, () => resolve(tooLate))
          value.then(resolve).finally(stop)
        })
      : value

  const attempt = async <O extends Operation>(
    row: O,
    input: Params<O>,
    cancellation: Cancellation,
    startedAt: number,
  ): Promise<Outcome<Answer<O>>> => {
    const known = missing.recall(row.action)
    if (known) return { ok: false, failure: known }
    const credential = await soon(credentials.current(), options.timeoutMs)
    if ('kind' in credential) return { ok: false, failure: credential }
    const timeoutMs = options.timeoutMs - (now() - startedAt)
    if (timeoutMs <= 0)
      return { ok: false, failure: unreachable('TIMEOUT', 'credentials came too late', { ran: 'no' }) }
    const request = options.sign(
      {
        method: 'POST',
        host: options.host,
        action: row.action,
        version: options.version,
        params: encodeParams(row, input),
        nonce: options.nonce(),
        at: new Date(now()),
      },
      credential,
    )
    const answer = await transport.send(request, { timeoutMs, maxBytes: maxAnswerBytes, cancellation })
    if ('kind' in answer) return { ok: false, failure: answer }
    const outcome = classify(row, answer)
    if (!outcome.ok) missing.notice(row.action, outcome.failure)
    return outcome
  }

  return {
    call: async (row, input, { cancellation = never } = {}) => {
      const startedAt = now()
      const outcome = await attempt(row, input, cancellation, startedAt)
      options.observe?.({
        action: row.action,
        outcome: outcome.ok ? 'OK' : outcome.failure.code,
        httpStatus: outcome.ok ? 200 : outcome.failure.httpStatus,
        requestId: outcome.ok ? null : outcome.failure.requestId,
        ms: now() - startedAt,
      })
      return outcome
    },
  }
}
