import type { After } from '../../aliyun/exchange/transport.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { Log } from '../telemetry/log.ts'
import { type Admission, type Admit, admitAs, type Refusal } from './admit.ts'
import type { CheckCredential, CredentialCheck } from './credential-check.ts'
import { createDenials, tooManyAtOnce, tooOften, unauthenticated } from './denials.ts'
import { keyPrefix } from './keys/api-key.ts'
import { type KeySource, readKeys } from './keys/key-source.ts'
import { createInFlight } from './rates/in-flight.ts'
import { createMemoryRates, type RateStore } from './rates/rates.ts'
import { createJwtCheck, type JwtIssuer } from './tokens/jwt.ts'

export type AdmissionOptions = {
  readonly auth: { readonly open: boolean; readonly keys: KeySource | null; readonly jwt: JwtIssuer | null }
  /** The viewer of every caller where no credential is asked for. */
  readonly everybody: Viewer
  readonly limits: {
    readonly perMinute: number
    readonly burst: number
    readonly inFlight: number
    readonly unmaskPerMinute: number
  }
  /** Where rates are counted; in this process when left out. */
  readonly rates?: RateStore | undefined
  readonly now: () => number
  readonly after: After
  readonly log: Log
}

export type Admissions = {
  /** Answers at once for API keys and for tokens seen lately; a promise only where a token must be verified. */
  readonly admit: Admit
  /** Whether this viewer may unmask one more number now; counts it then. Holds for every viewer. */
  readonly takeUnmask: (viewerId: string) => boolean
  /** Ends the watch on the key file. */
  readonly close: () => void
}

/** Who may come in, and how often. The fault is for the terminal: the server must not start with it. */
export const createAdmission = async (options: AdmissionOptions): Promise<Admissions | { readonly fault: string }> => {
  const { auth, limits, now, after, log } = options
  const unmaskings = createMemoryRates(now)
  const unmaskPace = { perMinute: limits.unmaskPerMinute, burst: limits.unmaskPerMinute }
  const takeUnmask = (viewerId: string): boolean => unmaskings.take(viewerId, unmaskPace) === 0
  // Callers have no name there, so a limit for each would be one for all; the server's own shedding protects it.
  if (auth.open) return { admit: admitAs(options.everybody), takeUnmask, close: () => {} }

  const keys = auth.keys ? await readKeys(auth.keys, { now, after, log }) : null
  if (keys && 'faults' in keys) return { fault: complaint(keys.faults) }
  const refusals = createDenials({ now, after, log })
  const check = either(keys?.value.check, auth.jwt ? await createJwtCheck(auth.jwt, { now, log }) : undefined)
  const letIn = createEntry(options)
  const settle = (verdict: CredentialCheck) => (typeof verdict === 'string' ? refusals.refuse(verdict) : letIn(verdict))

  return {
    admit: (authorization) => {
      // A request without a credential guesses nothing.
      if (authorization === undefined) return unauthenticated
      const token = tokenOf(authorization)
      const verdict = token === null ? 'malformed' : check(token)
      return verdict instanceof Promise ? verdict.then(settle) : settle(verdict)
    },
    takeUnmask,
    close: () => {
      keys?.value.close()
      refusals.close()
    },
  }
}

const complaint = (faults: readonly string[]): string =>
  ['The API keys of DYPLS_API_KEYS keep the server from starting:', ...faults.map((fault) => `  - ${fault}`)].join('\n')

/** Where both are taken, the prefix of API keys decides: no token begins with it. */
const either = (keys: CheckCredential | undefined, jwt: CheckCredential | undefined): CheckCredential => {
  if (keys && jwt) return (token) => (token.startsWith(keyPrefix) ? keys(token) : jwt(token))
  return keys ?? jwt ?? (() => 'malformed')
}

/** One scheme, one token (RFC 6750): what joins two, by a comma or a blank, is none. */
const bearer = /^Bearer +([\w.~+/-]{1,8192}=*)$/i
const tokenOf = (authorization: string): string | null => bearer.exec(authorization)?.[1] ?? null

/** Lets a viewer in who has a place and is within the rate. */
const createEntry = ({ limits, rates, now }: AdmissionOptions) => {
  const places = createInFlight(limits.inFlight)
  const store: RateStore = rates ?? createMemoryRates(now)

  return (viewer: Viewer): Admission | Refusal | Promise<Admission | Refusal> => {
    const leave = places.enter(viewer.id)
    if (!leave) return tooManyAtOnce
    const decide = (waitMs: number): Admission | Refusal => {
      if (waitMs <= 0) return { viewer, leave }
      leave()
      return tooOften(waitMs)
    }
    const waitMs = store.take(viewer.id, limits)
    if (typeof waitMs === 'number') return decide(waitMs)
    return waitMs.then(decide, (error: unknown) => {
      leave()
      throw error
    })
  }
}
