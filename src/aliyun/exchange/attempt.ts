import type { Cancellation } from '../cancellation.ts'
import type { Answer, Operation } from '../contract/operation.ts'
import { cancelled, type Failure, type Unreachable, unreachable } from '../failure.ts'
import type { ClockSkew } from '../signing/clock-skew.ts'
import type { Credentials } from '../signing/credentials.ts'
import type { Credential, Sign, TextMap } from '../signing/signature.ts'
import { classify } from './classify.ts'
import type { After, Transport, WireAnswer } from './transport.ts'

export type AttemptOptions = {
  /** The Host header: with the port when it is not the scheme's own. */
  readonly host: string
  readonly version: string
  readonly sign: Sign
  readonly credentials: Credentials
  readonly transport: Transport
  readonly skew: ClockSkew
  readonly now: () => number
  readonly nonce: () => string
  readonly after: After
}

type Bounds = { readonly timeoutMs: number; readonly cancellation: Cancellation }
export type Attempted<O extends Operation> = { ok: true; value: Answer<O> } | { ok: false; failure: Failure }

export type Attempt = <O extends Operation>(row: O, params: TextMap, bounds: Bounds) => Promise<Attempted<O>>

/** 256 KB is far above any single answer; lists may be four times as large (PROMISES §1). */
const maxBytes = 256 * 1024
const maxListBytes = 1024 * 1024

/** One signed request and what its answer means: credential → sign → send → classify. A nonce is used once. */
export const createAttempt = (options: AttemptOptions): Attempt => {
  const { credentials, transport, skew, now } = options

  /** A provider of the chain may hang or break; the deadline holds for it too. */
  const soon = <T>(value: T | Promise<T>, ms: number): T | Promise<T | Unreachable> =>
    value instanceof Promise
      ? new Promise((resolve) => {
          const stop = options.after(ms, () => resolve(tooLate))
          value
            .catch(() => broken)
            .then((found) => {
              stop()
              resolve(found)
            })
        })
      : value

  const sendWith = <O extends Operation>(
    credential: Credential | Unreachable,
    row: O,
    params: TextMap,
    { timeoutMs, cancellation }: Bounds,
    startedAt: number,
  ): Promise<Attempted<O>> => {
    if ('kind' in credential) return Promise.resolve({ ok: false, failure: credential })
    if (cancellation.cancelled) return Promise.resolve({ ok: false, failure: cancelled })
    const sentAt = now()
    const request = options.sign(
      {
        method: 'POST',
        host: options.host,
        action: row.action,
        version: options.version,
        params,
        nonce: options.nonce(),
        at: new Date(skew.correct(sentAt)),
      },
      credential,
    )
    const bounds = {
      timeoutMs: Math.max(1, timeoutMs - (sentAt - startedAt)),
      maxBytes: row.list ? maxListBytes : maxBytes,
      cancellation,
    }
    return transport.send(request, bounds).then((answer) => understand(row, answer, credential))
  }

  const understand = <O extends Operation>(
    row: O,
    answer: WireAnswer | Unreachable,
    credential: Credential,
  ): Attempted<O> => {
    if ('kind' in answer) return { ok: false, failure: answer }
    const outcome = classify(row, answer)
    if (!outcome.ok && outcome.failure.code === 'InvalidTimeStamp.Expired') skew.learn(answer.headers().date, now())
    // Many calls may come home with the same old token; only the first of them finds it still in use.
    if (!outcome.ok && outcome.failure.code === 'InvalidSecurityToken.Expired' && credentials.current() === credential)
      credentials.renew()
    return outcome
  }

  return (row, params, bounds) => {
    const startedAt = now()
    const credential = soon(credentials.current(), bounds.timeoutMs)
    return credential instanceof Promise
      ? credential.then((found) => sendWith(found, row, params, bounds, startedAt))
      : sendWith(credential, row, params, bounds, startedAt)
  }
}

const tooLate = unreachable('TIMEOUT', 'the credential chain gave no access key in time', { ran: 'no' })
const broken = unreachable('CREDENTIALS_UNAVAILABLE', 'the credential provider failed', { ran: 'no' })
