import { releaseCause } from '../../dypls/receipts/release-causes.ts'
import {
  checkWish,
  extensionDigits,
  oneOf,
  phone,
  type Rules,
  textUpTo,
  trueOrFalse,
  WishFault,
  wholeBetween,
} from '../admin/wishes.ts'
import type { World } from '../world/world.ts'

/** How a call that the platform put through goes on: what the phone does, and the cause with which the call ends. */
export const outcomes = {
  answered: { rings: true, answers: true, cause: releaseCause.NORMAL, releasedBy: 'caller', ringSeconds: 8 },
  noAnswer: { rings: true, answers: false, cause: releaseCause.NO_ANSWER, releasedBy: 'platform', ringSeconds: 45 },
  rejected: { rings: true, answers: false, cause: releaseCause.REJECTED, releasedBy: 'called', ringSeconds: 4 },
  callerHangsUp: { rings: true, answers: false, cause: releaseCause.NORMAL, releasedBy: 'caller', ringSeconds: 12 },
  busy: { rings: false, answers: false, cause: releaseCause.BUSY, releasedBy: 'called', ringSeconds: 0 },
  noResponse: { rings: false, answers: false, cause: releaseCause.NO_RESPONSE, releasedBy: 'platform', ringSeconds: 0 },
  unreachable: { rings: false, answers: false, cause: releaseCause.UNREACHABLE, releasedBy: 'called', ringSeconds: 0 },
  emptyNumber: { rings: false, answers: false, cause: releaseCause.EMPTY_NUMBER, releasedBy: 'called', ringSeconds: 0 },
} as const
export type CallOutcome = keyof typeof outcomes

export const releasers = { platform: 0, caller: 1, called: 2 } as const

/** A call to be made. Times are whole seconds, as receipts have them. */
export type CallWish = {
  readonly from: string
  /** An X number of this sandbox. */
  readonly to: string
  /** What the caller keys in when asked; only extension bindings ask. */
  readonly extension?: string
  /** What the called phone does; `answered` when left out. Counts only where the platform puts the call through. */
  readonly outcome?: CallOutcome
  readonly ringSeconds?: number
  /** 30 when left out. */
  readonly talkSeconds?: number
  /** Who ends it. */
  readonly releasedBy?: keyof typeof releasers
  /** Any code of `release_cause`, in place of the outcome's own. */
  readonly releaseCause?: number
  /** Whether the carrier tells of ringing and answering; some do not. True when left out. */
  readonly carrierReports?: boolean
}

/** A message to X. */
export type MessageWish = {
  readonly from: string
  readonly to: string
  readonly extension?: string
  readonly text: string
}

/** An X number that breaks, or works again. */
export type NumberWish = { readonly number: string; readonly state: 'abnormal' | 'normal' }

const longestSeconds = 86_400

const callRules: Rules = {
  'from!': phone,
  'to!': phone,
  extension: extensionDigits,
  outcome: oneOf(Object.keys(outcomes)),
  ringSeconds: wholeBetween(0, longestSeconds),
  talkSeconds: wholeBetween(1, longestSeconds),
  releasedBy: oneOf(Object.keys(releasers)),
  releaseCause: wholeBetween(1, 127),
  carrierReports: trueOrFalse,
}
const messageRules: Rules = { 'from!': phone, 'to!': phone, extension: extensionDigits, 'text!': textUpTo(1_000) }
const numberRules: Rules = { 'number!': phone, 'state!': oneOf(['abnormal', 'normal']) }

const knownX = (what: string, place: string, number: string, world: World): void => {
  if (world.numbers.has(number)) return
  const [example = '17000000001'] = world.numbers.keys()
  throw new WishFault(`${what}: ${place} must be an X number of this sandbox, such as ${example}`)
}

/** Each throws WishFault with one clear sentence. */
export const parseCall = (wish: unknown, world: World): CallWish => {
  checkWish('a call', callRules, wish)
  const call = wish as CallWish
  knownX('a call', 'to', call.to, world)
  return call
}

export const parseMessage = (wish: unknown, world: World): MessageWish => {
  checkWish('a message', messageRules, wish)
  const message = wish as MessageWish
  knownX('a message', 'to', message.to, world)
  return message
}

export const parseNumber = (wish: unknown, world: World): NumberWish => {
  checkWish('a number', numberRules, wish)
  const number = wish as NumberWish
  knownX('a number', 'number', number.number, world)
  return number
}
