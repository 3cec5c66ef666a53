import type { Client } from '../../aliyun/call-path/client.ts'
import type { Tally } from '../../aliyun/call-path/reports.ts'
import { type Cancellation, cancellationOf, never } from '../../aliyun/cancellation.ts'
import type { FanOut } from '../../graph/fields/fan-out.ts'
import { createRevealer, type Revealer, type Unmasking, unmaskHeader } from '../../graph/numbers/reveal.ts'
import { type CallScopes, type GuardOfCalls, guardedCall } from '../../graph/request/call-guard.ts'
import type { Context } from '../../graph/request/context.ts'
import { whileStanding, withinPools } from '../../graph/request/pool-guard.ts'
import { requestError } from '../../graph/request/request-error.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { AuditedNumbers, AuditedUnmasking } from '../audit/audit.ts'
import { preferredLocale } from './locale.ts'

/** What a context is made from: a fetch-style Request behind Yoga's listener, less than one in front of it. */
export type Asker = { readonly headers: { readonly get: (name: string) => string | null } }
export type Source = {
  readonly request: Asker & { readonly signal?: AbortSignal }
  readonly cancellation?: Cancellation
  readonly viewer: Viewer
  readonly params?: { readonly query?: string | null; readonly operationName?: string | null }
}

export type RequestContextOptions = {
  readonly client: Client
  readonly fanOut: FanOut
  /** Total time of a request's upstream calls; a caller may ask for less or more by header. */
  readonly timeoutMs: number
  /** Whether any caller may ask what a request cost. */
  readonly tallies: boolean
  readonly callScopes: CallScopes
  /** Told of a call that was not judged before execution. */
  readonly unjudged: GuardOfCalls['unjudged']
  readonly health: Context['upstreamHealth']
  readonly auditLog: Context['auditLog']
  readonly ref: Context['ref']
  readonly ownRef: Context['ownRef']
  readonly recordedCall: Context['recordedCall']
  readonly unmasking: AuditedUnmasking
  readonly numbers: AuditedNumbers
  /** Whether what a viewer came in with is still valid. */
  readonly stands: (viewer: Viewer) => boolean
  readonly now: () => number
  readonly newId: () => string
}

/** The operation that a record of the audit log tells of. */
type Asked = Parameters<AuditedUnmasking['audit']>[1]

export type RequestContexts = {
  readonly contextOf: (source: Source) => Context
  /** What the request asked to be told beside its answer. */
  readonly toldTo: (asker: Asker) => { readonly tally: Tally | undefined; readonly revealer: Revealer | undefined }
}

/**
 * What a request may use, for both ways in: its deadline, lane, cancellation, tally, viewer and masking are decided here and
 * nowhere else.
 */
export const createRequestContexts = (options: RequestContextOptions): RequestContexts => {
  const { client, now, newId, ref } = options
  const tallies = new WeakMap<Asker, Tally>()
  const revealers = new WeakMap<Asker, Revealer>()

  const callFor = ({ request, cancellation = cancellationFrom(request.signal), viewer }: Source): Context['call'] => {
    const deadline = now() + wantedTimeout(request.headers.get(timeoutHeader), options.timeoutMs)
    const tally = options.tallies && request.headers.get(tallyHeader) !== null ? noCalls() : undefined
    if (tally) tallies.set(request, tally)
    let calls = 0
    const send: Context['call'] = (row, input, wanted) => {
      // One caller cannot starve another (PROMISES §2): a request that asks much at once stands behind those that ask one thing.
      const lane = ++calls > mostInteractive ? 'bulk' : wanted
      // A write that was sent is waited for: giving it up would leave its outcome open.
      return client.call(row, input, {
        deadline,
        lane,
        tally,
        cancellation: row.effect === 'read' ? cancellation : never,
      })
    }
    const guard = { viewer, scopesOf: options.callScopes, unjudged: options.unjudged }
    return guardedCall(guard, withinPools(viewer, whileStanding(viewer, options.stands, send)))
  }

  const mayTake =
    (viewer: Viewer): AuditedUnmasking['take'] =>
    (viewerId) =>
      options.stands(viewer) && options.unmasking.take(viewerId)

  const revealerFor = ({ request, viewer }: Source, asked: Asked): Revealer | null => {
    const reason = request.headers.get(unmaskHeader)
    if (reason === null) return null
    const written = (unmasking: Unmasking): void => options.unmasking.audit(unmasking, asked)
    const revealer = createRevealer({ viewer, reason, ref, take: mayTake(viewer), audit: written })
    revealers.set(request, revealer)
    return revealer
  }

  return {
    contextOf: (source) => {
      const { viewer, params = {} } = source
      // Admitted by its head, a request may take its time with the body.
      if (!options.stands(viewer))
        throw requestError(401, 'UNAUTHENTICATED', 'The credential of this request was revoked.')
      const call = callFor(source)
      const asked = { request: call, operationName: params.operationName ?? null, document: params.query ?? '' }
      return {
        call,
        viewer,
        reveal: revealerFor(source, asked)?.reveal ?? null,
        ref,
        ownRef: options.ownRef,
        recordedCall: options.recordedCall,
        bring: (field, named) => {
          const met = options.numbers.take(viewer.id, named)
          if (met) options.numbers.audit({ viewerId: viewer.id, field, limit: met.limit }, asked)
          return met?.waitMs ?? 0
        },
        locale: preferredLocale(source.request.headers.get('accept-language')),
        now,
        newId,
        fanOut: options.fanOut,
        upstreamHealth: options.health,
        auditLog: options.auditLog,
      }
    },
    toldTo: (asker) => ({ tally: tallies.get(asker), revealer: revealers.get(asker) }),
  }
}

const cancellationFrom = (signal: AbortSignal | undefined): Cancellation => (signal ? cancellationOf(signal) : never)

/** Upstream calls of one request that may go before lists; the rest queue with them. */
const mostInteractive = 5

/** Milliseconds a caller gives the whole request; 500 to 8000, anything else is the configured time. */
const timeoutHeader = 'x-dypls-timeout-ms'
/** Asks for `extensions.dypls`: what the request cost. */
export const tallyHeader = 'x-dypls-tally'

const wantedTimeout = (header: string | null, otherwise: number): number =>
  header !== null && /^\d{1,5}$/.test(header) ? Math.min(8_000, Math.max(500, Number(header))) : otherwise

const noCalls = (): Tally => ({ upstreamCalls: 0, merged: 0, attempts: 0, waitedMs: 0 })
