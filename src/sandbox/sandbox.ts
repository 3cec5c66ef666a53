import { randomUUID } from 'node:crypto'
import { type AccessKey, type Credential, createCredential } from '../aliyun/signing/access-key.ts'
import { isLoopback } from '../ground/loopback.ts'
import type { After } from '../ground/time.ts'
import { administer, isAdmin } from './admin/admin.ts'
import { createJournal, type JournalEntry } from './admin/journal.ts'
import type { Pause } from './gateway/deliver.ts'
import { listen } from './gateway/http.ts'
import { createNonces } from './gateway/nonces.ts'
import { serveCall } from './gateway/serve-call.ts'
import { createDealer, seededRandom } from './mischief/dealer.ts'
import { type Mischief, parseMischief } from './mischief/mischief.ts'
import { isQueueRequest, serveQueue } from './mns/door.ts'
import { sandboxAccountId } from './mns/queues.ts'
import type { SandboxOptions } from './options.ts'
import { createPost } from './receipts/post.ts'
import { createTelephony, type Telephony } from './telephony/telephony.ts'
import { createTraffic } from './telephony/traffic.ts'
import { createClock } from './world/clock.ts'
import { seedWorld } from './world/seed.ts'
import { createWorld, type World } from './world/world.ts'

export type { AccessKey } from '../aliyun/signing/access-key.ts'
export type { JournalEntry } from './admin/journal.ts'
export { WishFault } from './admin/wishes.ts'
export { seededPools } from './bindings/seed.ts'
export { seededLandlines } from './landlines/seed.ts'
export { seededWaybill } from './logistics/seed.ts'
export { type Filter, type Mischief, MischiefFault, type Trouble, type TroubleKind } from './mischief/mischief.ts'
export { seededForSale } from './numbers/seed.ts'
export { seededNumbers700 } from './numbers-700/seed.ts'
export type { SandboxOptions } from './options.ts'
export { seededCalls } from './recordings/seed.ts'
export { seededReports } from './registration/seed.ts'
export type {
  CallWish,
  MessageWish,
  NumberWish,
  PlacedCall,
  PlacedMessage,
  Push,
  QueueMischief,
  ReceiptSettings,
} from './telephony/telephony.ts'
export { trafficPool } from './telephony/traffic.ts'
export { seededWorkNumbers } from './work-numbers/seed.ts'
export type { Binding, BindingKind, LineState, NewBinding, PrivateNumber } from './world/records.ts'
export { seeded, seedLifetimeMs } from './world/seed.ts'
export type { World } from './world/world.ts'

export type Sandbox = Pick<Telephony, 'call' | 'message' | 'setNumber' | 'receipts' | 'queueMischief'> & {
  /** `http://127.0.0.1:<port>`, the endpoint for any client. */
  readonly url: string
  /** A made-up key that is always accepted. */
  readonly accessKey: AccessKey
  /** The made-up number of the account, which is in the names of its queues. */
  readonly accountId: string
  /** Pools, numbers and bindings, to be read and changed freely. */
  readonly world: World
  /** The time the sandbox goes by. Moving it makes bindings expire and timestamps too old, without sleeping. */
  readonly clock: { now(): number; advance(ms: number): void }
  /** Adds a script of trouble; throws MischiefFault where it is not one. */
  mischief(script: Mischief): void
  /** Ends all trouble. */
  clearMischief(): void
  /** The calls seen, oldest first, the latest 1000. */
  readonly journal: readonly JournalEntry[]
  /** The most calls that were in flight at one time since the start or the last reset. */
  peakInFlight(): number
  /** Back to a fresh start: seeded world, no trouble, empty journal, base clock, no used nonces. */
  reset(): void
  /** Stops listening and ends every connection; scripted delays are cut short. May be called twice. */
  close(): Promise<void>
}

/** The key a sandbox always accepts. It opens nothing anywhere else. */
export const sandboxAccessKey = {
  accessKeyId: 'sandbox-access-key-id',
  accessKeySecret: 'sandbox-access-key-secret',
} as const satisfies AccessKey

const quarterOfAnHourMs = 900_000
const journalLimit = 1_000
const nonceLimit = 200_000
const randomSeed = 20_170_525

/**
 * Starts an embedded Dyplsapi on loopback that speaks its wire protocol, verifies real V1 and V3 signatures, keeps
 * state and makes trouble on request. Rejects when the host is not loopback or the port is taken.
 *
 * ```ts
 * const sandbox = await startSandbox()
 * const client = new RPCClient({ endpoint: sandbox.url, apiVersion: '2017-05-25', ...sandbox.accessKey })
 * await client.request('QueryCallStatus', { PoolKey: seeded.poolKey, SubsId: seeded.normal.subsId })
 * await sandbox.close()
 * ```
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { port = 0, windowMs = quarterOfAnHourMs, seed = true } = options
  const { ids = upperCaseUuid, wait = waitWithTimer, after = afterWithTimer, onBug = printBug } = options
  const host = (options.host ?? '127.0.0.1').replace(/^\[|\]$/g, '')
  if (!isLoopback(host)) throw new Error('the sandbox listens on loopback only: 127.0.0.1, ::1 or localhost')

  const clock = createClock(options.clock ?? Date.now)
  const { now } = clock
  const world = createWorld()
  const dealer = createDealer(options.random ?? seededRandom(randomSeed))
  const telephony = createTelephony({
    world,
    clock,
    after,
    random: options.random ?? seededRandom(randomSeed),
    ids,
    post: createPost(after),
    receipts: options.receipts ?? {},
    onBug,
  })
  const journal = createJournal(journalLimit)
  const nonces = createNonces({ now, keepMs: 2 * windowMs, limit: nonceLimit })
  const credentials = credentialsById([sandboxAccessKey, ...(options.accessKeys ?? [])])
  const traffic = createTraffic({ world, telephony, now, random: seededRandom(randomSeed) })
  const fill = (): void => {
    if (seed) seedWorld(world, now())
    traffic.begin()
  }
  const reset = (): void => {
    for (const part of [world, dealer, journal, nonces, telephony]) part.clear()
    clock.reset()
    fill()
  }
  fill()
  traffic.set(options.traffic ?? 0)

  const call = { world, dealer, journal, nonces, credentials, now, windowMs, ids, onBug }
  const admin = { world, dealer, journal, clock, telephony, traffic, reset, accessKey: sandboxAccessKey }
  const { agenda, queueImp } = telephony
  const queueDoor = { queues: world.queues, dealer: queueImp, agenda, now, windowMs, ids, onBug }
  const server = await listen(host, port, {
    answer: (received, gone) => {
      if (isAdmin(received.path)) return { reply: administer(received, admin), plan: {} }
      if (isQueueRequest(received.path))
        return serveQueue(received, gone, queueDoor).then((reply) => ({ reply, plan: {} }))
      return serveCall(received, call)
    },
    enter: (target) => (isAdmin(target) || isQueueRequest(target) ? () => undefined : journal.enter()),
    now,
    wait,
    ids,
  })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
    accessKey: sandboxAccessKey,
    accountId: sandboxAccountId,
    world,
    clock: {
      now,
      advance: (ms) => {
        clock.advance(ms)
        agenda.run()
      },
    },
    call: telephony.call,
    message: telephony.message,
    setNumber: telephony.setNumber,
    receipts: telephony.receipts,
    queueMischief: telephony.queueMischief,
    mischief: (script) => dealer.add(parseMischief(script)),
    clearMischief: dealer.clear,
    journal: journal.entries,
    peakInFlight: journal.peakInFlight,
    reset,
    close: async () => {
      agenda.clear()
      await server.close()
    },
  }
}

const credentialsById = (keys: readonly AccessKey[]): ReadonlyMap<string, Credential> =>
  new Map(keys.map((key) => [key.accessKeyId, createCredential(key)]))

// The defaults of the ports: the only place in this folder where ambient time, chance and output come in.

const upperCaseUuid = (): string => randomUUID().toUpperCase()

const waitWithTimer: Pause = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })

const afterWithTimer: After = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

const printBug = (error: unknown): void => console.error('dypls-graphql sandbox: a bug of its own', error)
