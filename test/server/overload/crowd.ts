import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { openViewer } from '../../../src/graph/request/viewer.ts'
import { admitAs } from '../../../src/server/admission/admit.ts'
import { createCors } from '../../../src/server/http/cors.ts'
import { createGraphRoute } from '../../../src/server/http/graph-route.ts'
import { createLoadShed } from '../../../src/server/overload/load-shed.ts'
import { createPacing } from '../../../src/server/overload/pacing.ts'
import { fakeClock } from '../../support/clock.ts'

/**
 * One process with one core, played on a fake clock: turns of an event loop that cost time, an upstream, and callers who
 * each ask again when they have their answer. The door is the real one; what its steps cost is given, in ms.
 */
export type Costs = {
  /** Reading a request up to the door. */
  readonly hear: number
  readonly refuse: number
  readonly begin: number
  readonly finish: number
}

export type Crowd = {
  readonly callers: number
  /** They ask so many questions a second in all, whatever the answers do; each as soon as it has its answer when left out. */
  readonly perSecond?: number
  readonly seconds: number
  readonly costs: Costs
  /** How long the upstream takes for this caller's questions; at once when left out. */
  readonly upstreamMs?: (caller: number) => number
  /** How many calls the upstream takes at a time; four times as many wait, and more are answered at once with a failure. */
  readonly places?: number
  /** After a refusal, before the caller asks again. */
  readonly restMs?: number
}

export type Seen = {
  readonly perSecond: number
  /** Begun without need: no place upstream, and none to wait for. */
  readonly failed: number
  /** How long each waited, by what came of it. */
  readonly answered: readonly { readonly caller: number; readonly ms: number }[]
  readonly refused: readonly { readonly caller: number; readonly ms: number }[]
}

type Due = { readonly at: number; readonly act: () => void }

export const play = async (crowd: Crowd): Promise<Seen> => {
  const { callers, perSecond, seconds, costs, upstreamMs = () => 0, places = 128, restMs = 10 } = crowd
  const clock = fakeClock()
  let [spent, idle, failed, ready, due] = [0, 0, 0, [] as (() => void)[], [] as Due[]]
  const now = (): number => clock.now() + spent
  const soon = (act: () => void): void => void ready.push(act)
  const [answered, refused] = [[] as Seen['answered'][number][], [] as Seen['refused'][number][]]
  const startedAt = now()

  // One operation for each length of time that the upstream takes.
  const rooms = new Map<number, { taken: number; readonly waiting: ServerResponse[] }>()
  const graphql = (_request: IncomingMessage, response: ServerResponse): void => {
    spent += costs.begin
    const ms = upstreamMs((response as unknown as Asked).caller)
    const room = rooms.get(ms) ?? { taken: 0, waiting: [] }
    rooms.set(ms, room)
    const send = (each: ServerResponse): void => {
      due.push({ at: now() + ms, act: () => leave(each) })
    }
    const leave = (each: ServerResponse): void => {
      const next = room.waiting.shift()
      if (next) send(next)
      else room.taken--
      finish(each, 200)
    }
    if (room.taken < places) {
      room.taken++
      send(response)
    } else if (room.waiting.length < 4 * places) room.waiting.push(response)
    else finish(response, noPlace)
  }
  const finish = (response: ServerResponse, status: number): void => {
    spent += costs.finish
    response.writeHead(status).end()
  }
  const door = createGraphRoute({
    graphql,
    page: null,
    admit: admitAs(openViewer),
    cors: createCors(new Set()),
    shed: createLoadShed(),
    pacing: createPacing({ soon, now, after: clock.after, mostBegun: 1.5 * places, load: loadOf(now, () => idle) }),
    draining: () => false,
    after: clock.after,
    soon,
  })

  const ask = (caller: number, askedAt: number): void => {
    const response = answerTo(caller, (status) => {
      if (status === 503) spent += costs.refuse
      if (status === noPlace) failed++
      else (status === 200 ? answered : refused).push({ caller, ms: now() - askedAt })
      if (perSecond === undefined) askAt(now() + (status === 503 ? restMs : 0), caller)
    })
    spent += costs.hear
    door(question, response, (error) => {
      throw error
    })
  }
  // It lies in the socket until the loop comes round to it.
  const askAt = (at: number, caller: number): void => void due.push({ at, act: () => ask(caller, at) })

  let asked = 0
  const askOnTime = (rate: number): void => {
    for (let at = startedAt; at <= now(); asked++) {
      at = startedAt + (asked * 1_000) / rate
      askAt(at, asked % callers)
    }
  }
  if (perSecond === undefined) for (let caller = 0; caller < callers; caller++) askAt(startedAt, caller)
  while (now() - startedAt < seconds * 1_000) {
    const time = now()
    if (perSecond !== undefined) askOnTime(perSecond)
    const [come, later] = [due.filter(({ at }) => at <= time), due.filter(({ at }) => at > time)]
    due = later
    for (const { act } of come) act()
    const acts = ready
    ready = []
    for (const act of acts) act()
    // A loop with nothing to do sleeps, here for a millisecond.
    const step = spent > 0 ? spent : 1
    if (spent === 0) idle += 1
    spent = 0
    await clock.advance(step)
  }
  return { perSecond: answered.length / seconds, failed, answered, refused }
}

/** The share of time that the loop worked since it was last asked. */
const loadOf = (now: () => number, idle: () => number) => {
  let [since, before] = [now(), 0]
  return (): number => {
    const [time, rested] = [now() - since, idle() - before]
    ;[since, before] = [now(), idle()]
    return time > 0 ? 1 - rested / time : 1
  }
}

// As much of a request and of an answer as the door touches.
const question = {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'content-length': '100' },
  complete: true,
} as unknown as IncomingMessage

/** Not an HTTP status: what stands for a typed failure in an answer. */
const noPlace = 0

type Asked = { readonly caller: number }

const answerTo = (caller: number, told: (status: number) => void): ServerResponse => {
  let status = -1
  const response = Object.assign(new EventEmitter(), {
    req: question,
    caller,
    writeHead: (code: number) => {
      status = code
      return response
    },
    end: () => {
      told(status)
      response.emit('close')
    },
  })
  return response as unknown as ServerResponse
}

export const longest = (waits: readonly { readonly ms: number }[]): number =>
  waits.reduce((most, { ms }) => Math.max(most, ms), 0)

export const quantile = (waits: readonly { readonly ms: number }[], share: number): number =>
  waits.map(({ ms }) => ms).sort((one, other) => one - other)[Math.floor(waits.length * share)] ?? 0
