import { WireMismatch } from '../../aliyun/contract/wire.ts'
import { isRefusal } from '../actions/handler.ts'
import { type Route, routes } from '../actions/handlers.ts'
import type { Journal } from '../admin/journal.ts'
import type { Dealer, TroublePlan } from '../mischief/dealer.ts'
import { MischiefFault, readMischief } from '../mischief/mischief.ts'
import { editStatus, spoil } from '../mischief/spoil.ts'
import type { World } from '../world/world.ts'
import { admit, type GatewayPorts } from './gateway.ts'
import { type GatewayError, gatewayError, invalid, isBusinessCode, missing } from './gateway-error.ts'
import { readCall, type SignedCall } from './read-call.ts'
import { type Envelope, gatewayReply, innerRefusalReply, type Reply, refusalReply, successReply } from './reply.ts'
import type { Received } from './request.ts'

export type CallPorts = Omit<GatewayPorts, 'rowOf'> & {
  readonly world: World
  readonly dealer: Dealer
  readonly journal: Journal
  readonly ids: () => string
  /** Told of exceptions, which the client only sees as InternalError. */
  readonly onBug: (error: unknown) => void
}

/** What to send, and how. */
export type Served = { readonly reply: Reply; readonly plan: TroublePlan }

export const mischiefHeader = 'x-sandbox-mischief'

/** One call from request to reply: gateway checks, scripted trouble, required parameters, handler. Never throws. */
export const serveCall = (received: Received, ports: CallPorts): Served => {
  const call = readCall(received)
  const envelope: Envelope = { requestId: ports.ids(), host: call.host, format: call.format }
  const served = attempt(call, envelope, ports)
  const resets = served.plan.send?.kind === 'reset' && served.plan.send.at !== 'body'
  ports.journal.record({
    action: routes.has(call.system.Action ?? '') ? (call.system.Action ?? '') : 'unknown',
    dialect: call.dialect,
    code: resets ? 'mischief:reset' : served.reply.code,
    httpStatus: resets ? null : served.reply.status,
    requestId: envelope.requestId,
    startedAt: ports.now(),
  })
  return served
}

const attempt = (call: SignedCall, envelope: Envelope, ports: CallPorts): Served => {
  const refuse = (error: GatewayError, plan: TroublePlan = {}): Served => ({
    reply: gatewayReply(error, envelope),
    plan,
  })
  try {
    const admission = admit(call, { ...ports, rowOf: (action) => routes.get(action)?.row })
    if (!admission.admitted) return refuse(admission.error)
    const route = routes.get(admission.row.action)
    if (!route) return refuse(gatewayError('InvalidAction.NotFound'))

    const script = call.received.headers[mischiefHeader]
    const plan = ports.dealer.plan(route.row.action, script === undefined ? undefined : readMischief(script))
    if (plan.refuse) return { plan, reply: scripted(plan.refuse, route, envelope) }
    const absent = absentParameter(call, route)
    if (absent !== null) return refuse(missing(absent), plan)
    if (plan.send?.kind === 'reset' && plan.send.at === 'arrival') return refuse(gatewayError('InternalError'), plan)
    const reply = answer(call, route, plan, envelope, ports)
    return { plan, reply: plan.spoil ? spoil(reply, plan.spoil) : reply }
  } catch (error) {
    if (error instanceof MischiefFault) return refuse(gatewayError('InvalidMischief', error.message))
    if (error instanceof WireMismatch) return refuse(invalid(error.place.split('.')[0] ?? 'Parameter'))
    // A bug of the sandbox: the client learns that there is one, and nothing of it.
    ports.onBug(error)
    return refuse(gatewayError('InternalError'))
  }
}

const answer = (
  call: SignedCall,
  { row, ...route }: Route,
  plan: TroublePlan,
  envelope: Envelope,
  ports: CallPorts,
): Reply => {
  const outcome = route.answer(call.params, { world: ports.world, now: ports.now(), ids: ports.ids })
  if (isRefusal(outcome))
    return (outcome.inner ? innerRefusalReply : refusalReply)(row, outcome.refusedWith, envelope, outcome.says)
  return successReply(row, plan.edit ? editStatus(outcome, plan.edit) : outcome, envelope)
}

/** The first required parameter that is absent. An empty one counts as absent (inferred). */
const absentParameter = (call: SignedCall, { row }: Route): string | null =>
  Object.values(row.params).find((field) => field.required && !call.params[field.at])?.at ?? null

const scripted = (trouble: NonNullable<TroublePlan['refuse']>, { row }: Route, envelope: Envelope): Reply => {
  if (trouble.kind === 'throttle') {
    const { retryAfterMs, status } = trouble
    const error = gatewayError('Throttling.User')
    return gatewayReply({ ...error, status: status ?? error.status, retryAfterMs }, envelope)
  }
  const { code, message, status = isBusinessCode(code) ? 200 : undefined, headers } = trouble
  const error = gatewayError(code, message)
  const reply =
    status === 200
      ? refusalReply(row, code, envelope, message)
      : gatewayReply({ ...error, status: status ?? error.status }, envelope)
  return { ...reply, headers: { ...reply.headers, ...lowerCase(headers ?? {}) } }
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
