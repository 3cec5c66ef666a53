import type { After } from '../../ground/time.ts'
import { createQueueImp, parseQueueMischief, type QueueImp, type QueueMischief } from '../mns/mischief.ts'
import { queueNameOf } from '../mns/queues.ts'
import { createOutbox } from '../receipts/outbox.ts'
import type { Post } from '../receipts/post.ts'
import { createPusher, type Push } from '../receipts/push.ts'
import { defaultReceipts, parseReceiptSettings, type ReceiptSettings } from '../receipts/settings.ts'
import { type Agenda, createAgenda } from '../world/agenda.ts'
import type { Clock } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import { createExchange, type PlacedCall, type PlacedMessage } from './exchange.ts'
import { type CallWish, type MessageWish, type NumberWish, parseCall, parseMessage, parseNumber } from './wish.ts'

export type { QueueMischief } from '../mns/mischief.ts'
export type { Push } from '../receipts/push.ts'
export type { ReceiptSettings } from '../receipts/settings.ts'
export type { PlacedCall, PlacedMessage } from './exchange.ts'
export type { CallWish, MessageWish, NumberWish } from './wish.ts'

/** How receipts leave the sandbox, and what became of them. */
export type Receipts = {
  readonly settings: () => ReceiptSettings
  /** Changes what is named; throws WishFault with one clear sentence. */
  readonly configure: (change: Partial<ReceiptSettings>) => ReceiptSettings
  /** The latest tries to push, oldest first. */
  readonly pushes: readonly Push[]
  /** Receipts given up after the fourth try. */
  readonly dropped: () => number
  /** Resolves when no push is on its way. What is still to be pushed needs the clock to move. */
  readonly settled: () => Promise<void>
}

/** Calls, messages, numbers in trouble; all wishes may come from anywhere, and are checked. */
export type Telephony = {
  readonly call: (wish: CallWish) => PlacedCall
  readonly message: (wish: MessageWish) => PlacedMessage
  readonly setNumber: (wish: NumberWish) => void
  readonly receipts: Receipts
  /** Trouble at the queues. */
  readonly queueMischief: (script: QueueMischief) => void
  readonly queueImp: QueueImp
  readonly agenda: Agenda
  /** A fresh start: no call under way, nothing to push. Where receipts go is no state, and stays. */
  readonly clear: () => void
}

export type TelephonyPorts = {
  readonly world: World
  readonly clock: Clock
  readonly after: After
  readonly random: () => number
  readonly ids: () => string
  readonly post: Post
  readonly receipts: Partial<ReceiptSettings>
  readonly onBug: (error: unknown) => void
}

export const createTelephony = (ports: TelephonyPorts): Telephony => {
  const { world, clock, after, random, ids, post, receipts, onBug } = ports
  const { now } = clock
  let settings: ReceiptSettings = { ...defaultReceipts, ...parseReceiptSettings(receipts) }
  const agenda = createAgenda(now, after, onBug)
  const pusher = createPusher(agenda, post)
  const queueImp = createQueueImp()
  const outbox = createOutbox({
    agenda,
    random,
    pusher,
    settings: () => settings,
    enqueue: (type, body) => world.queues.send(queueNameOf(type), Buffer.from(body, 'utf8').toString('base64'), now()),
  })
  const exchange = createExchange({ world, agenda, now, ids, report: outbox.put })
  return {
    call: (wish) => exchange.call(parseCall(wish, world)),
    message: (wish) => exchange.message(parseMessage(wish, world)),
    setNumber: (wish) => exchange.setNumber(parseNumber(wish, world)),
    receipts: {
      settings: () => settings,
      configure: (change) => {
        settings = { ...settings, ...parseReceiptSettings(change) }
        return settings
      },
      pushes: pusher.pushes,
      dropped: pusher.dropped,
      settled: pusher.settled,
    },
    queueMischief: (script) => queueImp.add(parseQueueMischief(script)),
    queueImp,
    agenda,
    clear: () => {
      for (const part of [agenda, pusher, outbox, queueImp]) part.clear()
    },
  }
}
