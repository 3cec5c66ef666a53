import { unconnectedCause } from '../../dypls/receipts/codes.ts'
import type { ReceiptFields } from '../../dypls/receipts/rows.ts'
import { recognised } from '../../dypls/recordings.ts'
import { numberX as lent, phoneNumber } from '../../dypls/terms/phone.ts'
import type { World } from '../world/world.ts'
import type { Course } from './course.ts'
import type { CallRoute } from './route.ts'
import type { CallWish } from './wish.ts'

/** A call, as its receipts tell of it. */
export type Told = {
  readonly wish: CallWish
  readonly route: CallRoute
  readonly course: Course
  readonly callId: string
  readonly poolKey: string
  readonly recordId: string
}

/** A is `phone_no` in either direction; without a binding the caller stands there, and the other party is empty (inferred). */
const partiesOf = ({ wish, route, course, callId, poolKey }: Told) => {
  const { binding, byA, called } = route
  const [numberA, numberB] = !binding ? [wish.from, ''] : byA ? [wish.from, called ?? ''] : [binding.numberA, wish.from]
  return {
    poolKey,
    subsId: binding?.subsId,
    callId,
    numberA: phoneNumber(numberA),
    numberX: lent(wish.to),
    numberB: phoneNumber(numberB),
    callType: course.callType,
    callTime: new Date(course.callTime),
    outId: binding?.outId ?? undefined,
  }
}

const controlOf = ({ wish, route, recordId, poolKey }: Told) => ({
  unconnectedCause: route.unconnectedCause,
  // The list of texts is not public, these two are.
  controlMessage:
    route.unconnectedCause === unconnectedCause.NONE
      ? 'OK'
      : route.unconnectedCause === unconnectedCause.NO_BINDING
        ? 'NO_SUBS_EXIST'
        : undefined,
  controlType: route.asksExtension ? 'IVR' : route.unconnectedCause === unconnectedCause.NONE ? 'CONTINUE' : 'REJECT',
  displayedX: lent(wish.to),
  recordId,
  partnerKey: poolKey,
})

export const startOf = (told: Told): ReceiptFields<'SecretStartReport'> => ({ ...partiesOf(told), ...controlOf(told) })

export const ringOf = (told: Told): ReceiptFields<'SecretRingReport'> => ({
  ...partiesOf(told),
  extension: told.wish.extension,
  ringTime: new Date(told.course.ringTime),
})

export const pickUpOf = (told: Told): ReceiptFields<'SecretPickUpReport'> => ({
  ...ringOf(told),
  startTime: new Date(told.course.startTime),
})

export const endOf = (told: Told, records: boolean): ReceiptFields<'SecretReport'> => {
  const { course, callId, wish } = told
  return {
    ...partiesOf(told),
    ...controlOf(told),
    extension: wish.extension,
    callOutTime: new Date(course.callOutTime),
    ringTime: new Date(course.ringTime),
    freeRingTime: new Date(course.freeRingTime),
    startTime: new Date(course.startTime),
    releaseTime: new Date(course.releaseTime),
    releaseDirection: course.releaseDirection,
    releaseCause: course.releaseCause,
    recordingUrl: records ? `https://recordings.sandbox.invalid/recording/${callId}.mp3` : undefined,
  }
}

export const recordingOf = ({ poolKey, route, callId, course }: Told): ReceiptFields<'SecretRecording'> => ({
  poolKey,
  subsId: route.binding?.subsId,
  callId,
  callTime: new Date(course.callTime),
  outId: route.binding?.outId ?? undefined,
})

const turnMs = 2_000

export const transcriptOf = ({ callId, poolKey, wish }: Told, world: World): ReceiptFields<'SecretAsrReport'> => {
  const sentences = world.recordedCalls.find(callId)?.sentences ?? []
  return {
    callId,
    poolKey,
    numberX: lent(wish.to),
    durationMs: sentences.length * turnMs,
    statusCode: recognised,
    sentences: sentences.map((text, index) => ({
      channel: index % 2,
      beginMs: index * turnMs,
      endMs: (index + 1) * turnMs,
      silenceSeconds: '0',
      wordsPerMinute: 180,
      emotion: '5.7',
      text,
    })),
  }
}
