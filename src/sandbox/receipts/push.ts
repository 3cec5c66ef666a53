import type { Agenda } from '../world/agenda.ts'
import type { Post, PushAnswer } from './post.ts'

/** One try to push a batch, for tests and for the admin door. Holds nothing of the receipts. */
export type Push = {
  readonly type: string
  readonly count: number
  /** 1 for the first, up to 4. */
  readonly attempt: number
  /** The moment on the sandbox's clock, in ms. */
  readonly at: number
  readonly answer: PushAnswer
}

export type Pusher = {
  /** Pushes items of one type, now and, where that fails, again after 1, 5 and 10 minutes. */
  readonly push: (url: string, type: string, items: readonly string[], moment: number) => void
  /** The latest tries, oldest first. */
  readonly pushes: readonly Push[]
  /** Receipts that were given up. */
  readonly dropped: () => number
  /** Resolves when no push is on its way. */
  readonly settled: () => Promise<void>
  readonly clear: () => void
}

/** After the first try. "Then dropped." */
const pausesMs = [60_000, 300_000, 600_000] as const
const keptPushes = 1_000

export const createPusher = (agenda: Agenda, post: Post): Pusher => {
  const pushes: Push[] = []
  const underWay = new Set<Promise<void>>()
  let dropped = 0
  /** Told apart by this, a push that was under way at a reset is forgotten when it ends. */
  let era = 0

  const attempt = (url: string, type: string, items: readonly string[], moment: number, number: number): void => {
    const begunIn = era
    const sending: Promise<void> = post(`${url.replace(/\/$/, '')}/${type}`, `[${items.join(',')}]`).then((answer) => {
      underWay.delete(sending)
      if (begunIn !== era) return
      pushes.push({ type, count: items.length, attempt: number, at: moment, answer })
      if (pushes.length > keptPushes) pushes.shift()
      if (answer === 200) return
      const pause = pausesMs[number - 1]
      if (pause === undefined) dropped += items.length
      else {
        agenda.at(moment + pause, (next) => attempt(url, type, items, next, number + 1))
        agenda.run()
      }
    })
    underWay.add(sending)
  }

  return {
    push: (url, type, items, moment) => attempt(url, type, items, moment, 1),
    pushes,
    dropped: () => dropped,
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    clear: () => {
      era += 1
      pushes.length = 0
      dropped = 0
    },
  }
}
