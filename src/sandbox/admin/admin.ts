import type { Json } from '../../aliyun/contract/json.ts'
import { mask } from '../../dypls/terms/phone.ts'
import { isLoopback, withoutPort } from '../../ground/loopback.ts'
import { isLocalPage } from '../gateway/foreign-page.ts'
import type { Reply } from '../gateway/reply.ts'
import type { Received } from '../gateway/request.ts'
import type { Dealer } from '../mischief/dealer.ts'
import { kinds, MischiefFault, readMischief } from '../mischief/mischief.ts'
import { telephonyActions, telephonyHelp } from '../telephony/admin.ts'
import type { Telephony } from '../telephony/telephony.ts'
import type { Traffic } from '../telephony/traffic.ts'
import type { Clock } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import type { Journal } from './journal.ts'
import { WishFault } from './wishes.ts'

export type AdminPorts = {
  readonly world: World
  readonly clock: Clock
  readonly dealer: Dealer
  readonly journal: Journal
  readonly telephony: Telephony
  readonly traffic: Traffic
  /** Whom to sign as: the made-up default key. */
  readonly accessKey: { readonly accessKeyId: string; readonly accessKeySecret: string }
  readonly reset: () => void
}

export const adminPath = '/_sandbox'

/** Whether a request target goes to the admin door: `/_sandbox`, `/_sandbox/…`, `/_sandbox?…`. */
export const isAdmin = (target: string): boolean => /^\/_sandbox(?:[/?]|$)/.test(target)

/** The sandbox's own door: what is in it, and how to change it. Not a part of the imitated service. */
export const administer = (received: Received, ports: AdminPorts): Reply => {
  if (!isTrusted(received))
    return json(403, { error: 'the sandbox listens to programs and pages of this machine only' })
  const route = `${received.method} ${received.path}`
  const action = Object.hasOwn(actions, route) ? actions[route] : undefined
  if (!action) return json(404, { error: `no such call; there are ${Object.keys(actions).join(', ')}` })
  try {
    return json(200, action(ports, Buffer.from(received.body).toString('utf8')))
  } catch (error) {
    if (error instanceof MischiefFault || error instanceof WishFault) return json(400, { error: error.message })
    throw error
  }
}

/**
 * A web page of another site can make a browser call loopback. It then names its origin, or, having bent its own name
 * to 127.0.0.1, a foreign host.
 */
const isTrusted = ({ headers: { host = '', origin } }: Received): boolean =>
  isLoopback(withoutPort(host)) && isLocalPage(origin)

const json = (status: number, body: Json): Reply => ({
  status,
  code: String(status),
  headers: { 'content-type': 'application/json;charset=utf-8', 'x-content-type-options': 'nosniff' },
  body: `${JSON.stringify(body, null, 2)}\n`,
})

type Action = (ports: AdminPorts, body: string) => Json

const actions: Readonly<Record<string, Action>> = {
  [`GET ${adminPath}`]: (ports) => summary(ports),
  [`POST ${adminPath}/mischief`]: ({ dealer }, body) => {
    dealer.add(readMischief(body))
    return { mischief: activeMischief(dealer) }
  },
  [`DELETE ${adminPath}/mischief`]: ({ dealer }) => {
    dealer.clear()
    return { mischief: [] }
  },
  [`POST ${adminPath}/clock`]: ({ clock, telephony }, body) => {
    clock.advance(readAdvance(body))
    telephony.agenda.run()
    return { now: new Date(clock.now()).toISOString() }
  },
  [`POST ${adminPath}/reset`]: ({ reset }) => {
    reset()
    return { reset: true }
  },
  ...telephonyActions(adminPath),
}

const tenYearsMs = 315_360_000_000

const readAdvance = (body: string): number => {
  let advanceMs: unknown
  try {
    advanceMs = JSON.parse(body)?.advanceMs
  } catch {
    advanceMs = undefined
  }
  if (typeof advanceMs !== 'number' || !(Math.abs(advanceMs) <= tenYearsMs))
    throw new MischiefFault('the clock takes {"advanceMs": 60000}: milliseconds, at most ten years either way')
  return advanceMs
}

// Scripts were checked field by field, so they are plain JSON.
const activeMischief = (dealer: Dealer): Json => dealer.scripts() as unknown as Json

const shownBindings = 100

const summary = ({ world, clock, dealer, journal, accessKey }: AdminPorts): Json => ({
  about: 'The dypls-graphql sandbox: Dyplsapi 2017-05-25 on loopback, with real signatures and made-up numbers.',
  accessKeyId: accessKey.accessKeyId,
  accessKeySecret: accessKey.accessKeySecret,
  now: new Date(clock.now()).toISOString(),
  pools: [...world.pools.keys()].map((poolKey) => pool(world, poolKey)),
  calls: { recorded: journal.entries.length, peakInFlight: journal.peakInFlight() },
  mischief: {
    active: activeMischief(dealer),
    kinds,
    forAllCalls: `POST ${adminPath}/mischief with a script like {"kind":"throttle","times":5} or {"kind":"delay","ms":300,"probability":0.1}`,
    forOneCall: 'the header x-sandbox-mischief with such a script on the call itself',
    off: `DELETE ${adminPath}/mischief`,
  },
  clock: `POST ${adminPath}/clock with {"advanceMs":3600000}`,
  telephony: telephonyHelp(adminPath),
  startAgain: `POST ${adminPath}/reset`,
})

/** Lent numbers stand in full, real ones masked. */
const pool = ({ numbers, bindings }: World, poolKey: string): Json => {
  const ours = [...bindings.values()].filter((binding) => binding.poolKey === poolKey)
  return {
    poolKey,
    numbers: [...numbers.values()].filter((number) => number.poolKey === poolKey).length,
    broken: [...numbers.values()]
      .filter((number) => number.poolKey === poolKey && number.state === 'BROKEN')
      .map((number) => number.numberX)
      .slice(0, shownBindings),
    bindingCount: ours.length,
    bindings: ours.slice(0, shownBindings).map((binding) => ({
      ...binding,
      numberA: mask(binding.numberA),
      numberB: binding.numberB === null ? null : mask(binding.numberB),
      createdAt: binding.createdAt === null ? null : new Date(binding.createdAt).toISOString(),
      expiresAt: new Date(binding.expiresAt).toISOString(),
    })),
  }
}
