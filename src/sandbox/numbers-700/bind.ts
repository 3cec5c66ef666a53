import { callRestrictions } from '../../dypls/bindings/terms.ts'
import * as rows from '../../dypls/numbers-700.ts'
import { numberX as lent, type NumberX, type PhoneNumber, phoneFault } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, type Refusal, refusal } from '../actions/handler.ts'
import type { World } from '../world/world.ts'
import { clashes, inForce, mostPerNumber, type Stored700 } from './state.ts'

type Terms = Parameters<Handler<typeof rows.bindAxb700>>[0]

/** What is wrong with the numbers; those that were left out are fine. */
export const numbersFault = (...numbers: readonly (PhoneNumber | undefined)[]): string | null =>
  numbers.some((number) => number && phoneFault(number.reveal())) ? 'isv.MOBILE_NUMBER_ILLEGAL' : null

export const expiryFault = (expiresAt: Date, now: number): string | null =>
  expiresAt.getTime() <= now + 60_000 ? 'isv.EXPIRE_DATE_ILLEGAL' : null

export const restrictionFault = (restriction: string | undefined, allowed: readonly string[]): string | null =>
  restriction === undefined || allowed.includes(restriction) ? null : 'isv.ILLEGAL_ARGUMENT'

/** A group that `createAxgGroup` made in the same pool (inferred). */
export const groupFault = ({ groups }: World, poolKey: string, groupId: string | undefined): string | null =>
  groupId === undefined || groups.byId.get(groupId)?.poolKey === poolKey ? null : 'isv.ILLEGAL_ARGUMENT'

const { A_MAY_NOT_CALL, OTHERS_MAY_NOT_CALL } = callRestrictions
export const restrictionsOf: Readonly<Record<Stored700['kind'], readonly string[]>> = {
  AXB: [A_MAY_NOT_CALL, OTHERS_MAY_NOT_CALL],
  // A sample of the SDK restricts A of a group's binding.
  GXB: [A_MAY_NOT_CALL, ...Object.values(rows.groupRestrictions700)],
}

export const bindAxb700: Handler<typeof rows.bindAxb700> = (input, ports) =>
  ports.world.numbers700.repeats.once(rows.bindAxb700, input, () => {
    const { expiresAt, numberA, numberB, callRestrict } = input
    const fault =
      poolFault(input.poolKey, ports) ??
      expiryFault(expiresAt, ports.now) ??
      numbersFault(numberA, numberB) ??
      restrictionFault(callRestrict, restrictionsOf.AXB)
    if (fault) return refusal(fault)
    return settle(input, ports, (numberX, subsId) => ({
      ...terms(input, numberX, subsId),
      kind: 'AXB',
      numberA: numberA.reveal(),
      numberB: numberB.reveal(),
    }))
  })

export const bindGxb700: Handler<typeof rows.bindGxb700> = (input, ports) =>
  ports.world.numbers700.repeats.once(rows.bindGxb700, input, () => {
    const { expiresAt, numberB, defaultNumberA, groupId, callRestrict } = input
    const fault =
      poolFault(input.poolKey, ports) ??
      expiryFault(expiresAt, ports.now) ??
      numbersFault(numberB, defaultNumberA) ??
      groupFault(ports.world, input.poolKey, groupId) ??
      restrictionFault(callRestrict, restrictionsOf.GXB)
    if (fault) return refusal(fault)
    return settle(input, ports, (numberX, subsId) => ({
      ...terms(input, numberX, subsId),
      kind: 'GXB',
      numberB: numberB.reveal(),
      groupId: groupId ?? null,
      defaultNumberA: defaultNumberA?.reveal() ?? null,
    }))
  })

export const poolFault = (poolKey: string, { world }: HandlerPorts): string | null =>
  world.pools.has(poolKey) ? null : 'isv.PARTNER_NOT_EXIST'

const terms = (input: Omit<Terms, 'numberA' | 'numberB'>, numberX: string, subsId: string) => ({
  subsId,
  numberX,
  poolKey: input.poolKey,
  expiresAt: input.expiresAt.getTime(),
  callRestrict: input.callRestrict ?? null,
  recordingEnabled: input.recordingEnabled ?? false,
  recordingFormat: input.recordingFormat ?? null,
  transcriptEnabled: input.transcriptEnabled ?? false,
  transcriptModelId: input.transcriptModelId ?? null,
  prompts: input.prompts ?? null,
  callTimeout: input.callTimeout ?? null,
  dtmfConfig: input.dtmfConfig ?? null,
  industrialId: input.industrialId ?? null,
  outId: input.outId ?? null,
  outOrderId: input.outOrderId ?? null,
})

/** Binds on the X that was named, else on the first one of the pool with room and without a clash. */
const settle = (
  { poolKey, numberX: wanted }: Pick<Terms, 'poolKey' | 'numberX'>,
  { world: { numbers700 }, now }: HandlerPorts,
  make: (numberX: string, subsId: string) => Stored700,
): { subsId: string; numberX: NumberX } | Refusal => {
  const subsId = numbers700.newId()
  const own = [...numbers700.numbers].flatMap(([numberX, pool]) => (pool === poolKey ? [numberX] : []))
  if (wanted && !own.includes(wanted.reveal())) return refusal('isv.NO_NOT_EXIST')
  const candidates = wanted ? [wanted.reveal()] : own
  const withRoom = candidates.filter((numberX) => inForce(numbers700, numberX, now).length < mostPerNumber)
  const numberX = withRoom.find((candidate) => !clashes(make(candidate, subsId), inForce(numbers700, candidate, now)))
  if (numberX === undefined)
    return refusal(wanted && withRoom.length > 0 ? 'isv.BIND_CONFLICT' : 'isv.NO_AVAILABLE_NUMBER')
  numbers700.bindings.set(subsId, make(numberX, subsId))
  return { subsId, numberX: lent(numberX) }
}
