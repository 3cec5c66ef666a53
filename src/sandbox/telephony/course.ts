import { callType, releaseDirection, unconnectedCause } from '../../dypls/receipts/codes.ts'
import { releaseCause } from '../../dypls/receipts/release-causes.ts'
import type { CallRoute } from './route.ts'
import { type CallWish, outcomes, releasers } from './wish.ts'

/** The moments of a call, as its last receipt has them, and how it ended. Whole seconds, in ms since 1970. */
export type Course = {
  readonly callType: number
  readonly callTime: number
  /** Equals `callTime` where the call was not sent on. */
  readonly callOutTime: number
  readonly ringTime: number
  /** Later than `callOutTime` where the phone rang. */
  readonly freeRingTime: number
  /** Equals `releaseTime` where the call was not answered. */
  readonly startTime: number
  readonly releaseTime: number
  readonly releaseDirection: number
  readonly releaseCause: number
}

export const rang = ({ freeRingTime, callOutTime }: Course): boolean => freeRingTime > callOutTime
export const answered = ({ startTime, releaseTime }: Course): boolean => releaseTime > startTime

const secondMs = 1_000
/** Setting a call up, and hearing an announcement instead; keying in digits, or not doing so until the platform gives up. */
const [setUpMs, announcementMs, keysMs, noKeysMs] = [secondMs, 3 * secondMs, 4 * secondMs, 10 * secondMs]
const defaultTalkSeconds = 30

export const courseOf = (wish: CallWish, route: CallRoute, now: number): Course => {
  const callTime = Math.floor(now / secondMs) * secondMs
  const connects = route.unconnectedCause === unconnectedCause.NONE
  return connects ? putThrough(wish, route, callTime) : turnedAway(wish, route, callTime)
}

/**
 * A call that is not connected: an intercepted one, or (a number in trouble) one that is lost on its way. Which release
 * causes go with that is not documented.
 */
const turnedAway = (wish: CallWish, route: CallRoute, callTime: number): Course => {
  const isLost = route.unconnectedCause === unconnectedCause.OTHER
  const waited = route.asksExtension ? (wish.extension === undefined ? noKeysMs : keysMs) : 0
  const releaseTime = callTime + waited + announcementMs
  return {
    callType: isLost ? directionOf(route) : callType.INTERCEPTED,
    callTime,
    callOutTime: callTime,
    ringTime: callTime,
    freeRingTime: callTime,
    startTime: releaseTime,
    releaseTime,
    releaseDirection: releaseDirection.PLATFORM,
    releaseCause: isLost ? releaseCause.OUT_OF_ORDER : releaseCause.REJECTED,
  }
}

const putThrough = (wish: CallWish, route: CallRoute, callTime: number): Course => {
  const outcome = outcomes[wish.outcome ?? 'answered']
  const callOutTime = callTime + setUpMs + (route.asksExtension ? keysMs : 0)
  const ringTime = callOutTime + setUpMs
  const freeRingTime = outcome.rings ? ringTime + setUpMs : callOutTime
  const ringEnd = outcome.rings ? freeRingTime + (wish.ringSeconds ?? outcome.ringSeconds) * secondMs : ringTime
  const talkMs = outcome.answers ? (wish.talkSeconds ?? defaultTalkSeconds) * secondMs : 0
  const releaseTime = outcome.answers ? ringEnd + talkMs : Math.max(ringEnd, ringTime + setUpMs)
  return {
    callType: directionOf(route),
    callTime,
    callOutTime,
    ringTime: outcome.rings ? ringTime : callOutTime,
    freeRingTime,
    startTime: outcome.answers ? ringEnd : releaseTime,
    releaseTime,
    releaseDirection: releasers[wish.releasedBy ?? outcome.releasedBy],
    releaseCause: wish.releaseCause ?? outcome.cause,
  }
}

const directionOf = ({ byA }: CallRoute): number => (byA ? callType.A_CALLED : callType.A_WAS_CALLED)
