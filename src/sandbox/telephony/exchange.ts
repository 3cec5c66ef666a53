import { smsType, numberStatus as statusOf, unconnectedCause } from '../../dypls/receipts/codes.ts'
import type { ReceiptFields, ReceiptType } from '../../dypls/receipts/rows.ts'
import { numberX as lent, mask, phoneNumber } from '../../dypls/terms/phone.ts'
import { readyAfterMs } from '../recordings/state.ts'
import type { Agenda } from '../world/agenda.ts'
import type { World } from '../world/world.ts'
import { answered, courseOf, rang } from './course.ts'
import { type CallRoute, routeOf } from './route.ts'
import { endOf, pickUpOf, recordingOf, ringOf, startOf, type Told, transcriptOf } from './told.ts'
import type { CallWish, MessageWish, NumberWish } from './wish.ts'

/** Takes what the platform has to tell, and since when it has. */
export type ExchangeReport = <T extends ReceiptType>(type: T, fields: ReceiptFields<T>, moment: number) => void

export type ExchangePorts = {
  readonly world: World
  readonly agenda: Agenda
  readonly now: () => number
  readonly ids: () => string
  readonly report: ExchangeReport
}

/** What became of a call as soon as it was dialled. Real numbers are masked. */
export type PlacedCall = {
  readonly callId: string
  readonly poolKey: string
  /** The binding it goes over; null where none was found. */
  readonly subsId: string | null
  /** The number it reaches, masked; null for none. */
  readonly called: string | null
  /** Whether the platform puts it through, and (0 then) why not: a code of `unconnected_cause`. */
  readonly putThrough: boolean
  readonly unconnectedCause: number
  readonly releaseCause: number
  /** ISO times; what it will be by then comes as receipts. */
  readonly startedAt: string
  readonly endsAt: string
}
export type PlacedMessage = { readonly id: string; readonly poolKey: string; readonly subsId: string | null }

/** The telephone exchange of the sandbox: calls and messages to X numbers, and what the platform tells of them. */
export type Exchange = {
  readonly call: (wish: CallWish) => PlacedCall
  readonly message: (wish: MessageWish) => PlacedMessage
  /** Breaks an X number or mends it; told by queue only, as documented. */
  readonly setNumber: (wish: NumberWish) => void
}

export const createExchange = (ports: ExchangePorts): Exchange => {
  const { world, agenda, now, ids, report } = ports
  const poolOf = (numberX: string): string => world.numbers.get(numberX)?.poolKey ?? ''
  /** 64 bits, and never the same again, not even after a restart: a store that kept the last run's would take it for a repeat. */
  let lastRecord = 0
  const freshRecordId = (): string => {
    lastRecord = Math.max(lastRecord + 1, Math.floor(now()) * 1_000)
    return String(lastRecord)
  }

  const call = (wish: CallWish): PlacedCall => {
    const { from, to, extension = null } = wish
    const route = routeOf(world, { from, to, extension }, now())
    const course = courseOf(wish, route, now())
    const callId = ids().replaceAll('-', '').toLowerCase()
    const poolKey = route.binding?.poolKey ?? poolOf(to)
    const told = { wish, route, course, callId, poolKey, recordId: freshRecordId() }
    for (const [moment, tell] of steps(told)) agenda.at(moment, tell)
    agenda.run()
    return {
      callId,
      poolKey,
      subsId: route.binding?.subsId ?? null,
      called: route.called === null ? null : mask(route.called),
      putThrough: route.unconnectedCause === unconnectedCause.NONE,
      unconnectedCause: route.unconnectedCause,
      releaseCause: course.releaseCause,
      startedAt: new Date(course.callTime).toISOString(),
      endsAt: new Date(course.releaseTime).toISOString(),
    }
  }

  /** What is told of a call, and when. What is kept of it can be asked for from its end on. */
  const steps = (told: Told): readonly (readonly [number, (moment: number) => void])[] => {
    const { course, wish, route, callId, poolKey } = told
    const { recordingEnabled = false, transcriptEnabled = false } = route.binding ?? {}
    const reports = wish.carrierReports !== false
    const records = answered(course) && recordingEnabled
    const transcribes = answered(course) && transcriptEnabled
    const ready = {
      recordingReadyAt: records ? course.releaseTime + readyAfterMs.recording : null,
      ringingReadyAt: records ? course.releaseTime + readyAfterMs.ringing : null,
      transcriptReadyAt: transcribes ? course.releaseTime + readyAfterMs.transcript : null,
    }
    const end = (moment: number): void => {
      if (answered(course))
        world.recordedCalls.add({ callId, poolKey, callTime: course.callTime, endedAt: course.releaseTime, ...ready })
      report('SecretReport', endOf(told, records), moment)
    }
    return [
      [course.callTime, (moment: number) => report('SecretStartReport', startOf(told), moment)],
      ...(rang(course) && reports
        ? [[course.freeRingTime, (moment: number) => report('SecretRingReport', ringOf(told), moment)] as const]
        : []),
      ...(answered(course) && reports
        ? [[course.startTime, (moment: number) => report('SecretPickUpReport', pickUpOf(told), moment)] as const]
        : []),
      [course.releaseTime, end],
      ...(ready.recordingReadyAt === null
        ? []
        : [
            [ready.recordingReadyAt, (moment: number) => report('SecretRecording', recordingOf(told), moment)] as const,
          ]),
      ...(ready.transcriptReadyAt === null
        ? []
        : [
            [
              ready.transcriptReadyAt,
              (moment: number) => report('SecretAsrReport', transcriptOf(told, world), moment),
            ] as const,
          ]),
    ]
  }

  return {
    call,
    message: ({ from, to, extension = null, text }) => {
      const route = routeOf(world, { from, to, extension }, now())
      const { binding, called } = route
      const poolKey = binding?.poolKey ?? poolOf(to)
      const id = freshRecordId()
      report(
        'SecretSmsIntercept',
        {
          recordId: id,
          poolKey,
          partnerKey: poolKey,
          subsId: binding?.subsId,
          outId: binding?.outId ?? undefined,
          senderNumber: phoneNumber(from),
          numberX: lent(to),
          receiverNumber: phoneNumber(called ?? ''),
          content: text,
          smsType: smsType.INTERCEPTED,
          status: 1,
          interceptType: interceptionOf(route),
          startTime: new Date(now()),
        },
        now(),
      )
      agenda.run()
      return { id, poolKey, subsId: binding?.subsId ?? null }
    },
    setNumber: ({ number, state }) => {
      world.changeNumber(number, { state: state === 'abnormal' ? 'BROKEN' : 'NORMAL' })
      report(
        'SecretExceptionPhoneReport',
        {
          numberX: lent(number),
          poolKey: poolOf(number),
          numberStatus: state === 'abnormal' ? statusOf.ABNORMAL : statusOf.NORMAL_AGAIN,
          at: new Date(now()),
        },
        now(),
      )
      agenda.run()
    },
  }
}

const interceptionOf = ({ binding, unconnectedCause: cause }: CallRoute): string => {
  if (!binding) return 'SUBS_NOT_EXISTS'
  if (cause === unconnectedCause.NO_BINDING) return 'CALLED_NOT_EXISTS'
  return cause === unconnectedCause.NONE || cause === unconnectedCause.OTHER ? 'NORMAL' : 'CONTROL_DISABLE'
}
