import { checkWish, numberFrom, type Rules } from '../admin/wishes.ts'
import { type Binding, isExpired } from '../world/records.ts'
import type { World } from '../world/world.ts'
import type { Telephony } from './telephony.ts'
import type { CallOutcome } from './wish.ts'

/** Believable calls and messages, made up from what is bound, until told otherwise. */
export type Traffic = {
  readonly callsPerMinute: () => number
  /** 0 for none; throws WishFault for what is no rate. */
  readonly set: (callsPerMinute: number) => void
  /** Goes on after a fresh start, when all that was planned is forgotten. */
  readonly begin: () => void
}

export type TrafficPorts = {
  readonly world: World
  readonly telephony: Pick<Telephony, 'call' | 'message' | 'setNumber' | 'agenda'>
  readonly now: () => number
  /** Numbers from 0 to 1: the same traffic for the same numbers. */
  readonly random: () => number
}

export const trafficRules: Rules = { 'callsPerMinute!': numberFrom(0, 6_000) }
const minuteMs = 60_000
const lifetimeMs = 30 * 86_400_000

/** Where most of it happens: a pool whose bindings record, so that recordings and transcripts come too. */
export const trafficPool = {
  poolKey: 'FC100000000000061',
  numbers: ['17000006101', '17000006102', '17000006103', '17000006104', '17000006105'],
  /** It breaks now and then, and nothing is bound to it. */
  spare: '17000006199',
} as const

/** How often what happens, in hundredths; the last takes the rest. */
const outcomes: readonly (readonly [CallOutcome, number])[] = [
  ['answered', 64],
  ['noAnswer', 13],
  ['busy', 8],
  ['rejected', 6],
  ['callerHangsUp', 4],
  ['unreachable', 3],
  ['emptyNumber', 1],
  ['noResponse', 1],
]
/** Hundredths of calls that come from an unknown number; messages and broken numbers, for a hundred calls. */
const [strangers, messages, breaks] = [6, 12, 1] as const
const texts = ['您好，我到楼下了。', '请问今天能送到吗？', '到了请打电话，谢谢。', 'On my way, five minutes.'] as const

export const createTraffic = ({ world, telephony, now, random }: TrafficPorts): Traffic => {
  let rate = 0
  let stop = (): void => {}

  const within = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
  const by = (hundredths: number): boolean => random() * 100 < hundredths
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const outcome = (): CallOutcome => {
    let left = random() * 100
    for (const [name, share] of outcomes) {
      left -= share
      if (left < 0) return name
    }
    return 'answered'
  }
  const stranger = (): string => `139000099${String(within(0, 99)).padStart(2, '0')}`

  /** A number that may call over a binding. */
  const callerOf = (binding: Binding): string => {
    const { kind, numberA, numberB, groupId } = binding
    if (numberB !== null && by(40)) return numberA
    if (kind === 'AXG') return one([...(world.groups.byId.get(groupId ?? '')?.members ?? [])]) ?? numberA
    return kind === 'AXN' || kind === 'AXN_EXTENSION' ? stranger() : (numberB ?? numberA)
  }

  const happen = (): void => {
    const inForce = [...world.bindings.values()].filter(
      (binding) => !isExpired(binding, now()) && world.numbers.has(binding.numberX),
    )
    const binding = one(inForce)
    if (!binding) return
    const from = by(strangers) ? stranger() : callerOf(binding)
    const keyed = binding.extension !== null && by(90) ? { extension: binding.extension } : {}
    const wish = { from, to: binding.numberX, ...keyed }
    const talk = { outcome: outcome(), ringSeconds: within(3, 25), talkSeconds: within(5, 180) }
    telephony.call({ ...wish, ...talk, carrierReports: by(80), releasedBy: by(60) ? 'caller' : 'called' })
    if (by(messages)) telephony.message({ ...wish, text: one(texts) ?? '' })
    if (by(breaks)) breakSpare()
  }

  const breakSpare = (): void => {
    if (!world.numbers.has(trafficPool.spare)) return
    telephony.setNumber({ number: trafficPool.spare, state: 'abnormal' })
    telephony.agenda.at(now() + 2 * minuteMs, () => telephony.setNumber({ number: trafficPool.spare, state: 'normal' }))
  }

  const bindOwn = (): void => {
    const { poolKey, numbers, spare } = trafficPool
    world.addNumber(poolKey, spare)
    for (const [index, numberX] of numbers.entries())
      world.addBinding({
        subsId: `610000000000000${index + 1}`,
        poolKey,
        numberX,
        numberA: `1390000610${index + 1}`,
        numberB: `1390000620${index + 1}`,
        createdAt: now(),
        expiresAt: now() + lifetimeMs,
        recordingEnabled: true,
        transcriptEnabled: index % 2 === 0,
        outId: `order-${471_100 + index}`,
        // So that some calls run against a restriction.
        callRestrict: index === numbers.length - 1 ? 'CONTROL_BX_DISABLE' : null,
      })
  }

  /** Counted from now, not from the moment it was due: a clock that leaps brings one call, not a year of them. */
  const plan = (): void => {
    stop()
    if (rate === 0) return
    const pauseMs = (-Math.log(1 - random()) * minuteMs) / rate
    stop = telephony.agenda.at(now() + pauseMs, () => {
      plan()
      happen()
    })
  }

  const begin = (): void => {
    if (rate > 0) bindOwn()
    plan()
  }

  return {
    callsPerMinute: () => rate,
    set: (callsPerMinute) => {
      checkWish('the traffic', trafficRules, { callsPerMinute })
      rate = callsPerMinute
      begin()
    },
    begin,
  }
}
