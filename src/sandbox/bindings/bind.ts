import type {
  bindAxb as axbRow,
  bindAxg as axgRow,
  bindAxnExtension as axnExtensionRow,
  bindAxn as axnRow,
  bindBatchAxg as batchRow,
} from '../../dypls/bindings/bind.ts'
import { numberX as lent, type NumberX, type PhoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import type { BindingKind, World } from '../world/world.ts'
import { allocate } from './allocate.ts'
import { isJsonObject, isNumber, termsFault, termsOf, type WireTerms } from './terms.ts'

type Wanted = WireTerms & {
  readonly poolKey: string
  readonly numberA: PhoneNumber
  readonly numberB?: PhoneNumber | undefined
  readonly numberX?: NumberX | undefined
  readonly expectCity?: string | undefined
  readonly extension?: string | undefined
  readonly groupId?: string | undefined
}

type Bound = { readonly subsId: string; readonly numberX: NumberX; readonly extension: string | undefined }

/** A pool that is there and takes the kind; a wrong kind is a forbidden action (inferred). */
const poolFault = (world: World, poolKey: string, kind: BindingKind): Refusal | null => {
  const pool = world.pools.get(poolKey)
  if (!pool) return refusal('isv.PARTNER_NOT_EXIST')
  return pool.kind === 'ANY' || pool.kind === kind ? null : refusal('isv.FORBIDDEN_ACTION')
}

/** Documented: the group must not be empty. The codes are inferred: unknown is illegal, empty is forbidden. */
export const groupFault = (world: World, poolKey: string, groupId: string): Refusal | null => {
  const group = world.groups.byId.get(groupId)
  if (group?.poolKey !== poolKey) return refusal('isv.ILLEGAL_ARGUMENT')
  return group.members.size === 0 ? refusal('isv.FORBIDDEN_ACTION') : null
}

/** A number cannot reach itself: A and B must differ (inferred from "no A or B repeats on an X"). */
const partiesFault = ({ numberA, numberB }: Wanted): Refusal | null => {
  if (!isNumber(numberA) || (numberB && !isNumber(numberB))) return refusal('isv.MOBILE_NUMBER_ILLEGAL')
  return numberA.reveal() === numberB?.reveal() ? refusal('isv.BIND_CONFLICT') : null
}

const bind = (kind: BindingKind, wanted: Wanted, { world, now }: HandlerPorts): Bound | Refusal => {
  const { poolKey, groupId = null } = wanted
  const fault =
    poolFault(world, poolKey, kind) ??
    partiesFault(wanted) ??
    termsFault(wanted, kind, now) ??
    (groupId === null ? null : groupFault(world, poolKey, groupId))
  if (fault) return fault
  const parties = { numberA: wanted.numberA.reveal(), numberB: wanted.numberB?.reveal() ?? null }
  const { extension, expectCity: city } = wanted
  const place = allocate({ poolKey, kind, ...parties, numberX: wanted.numberX?.reveal(), extension, city }, world, now)
  if (isRefusal(place)) return place
  const subsId = world.freshSubsId()
  world.addBinding({ subsId, poolKey, kind, ...parties, ...place, ...termsOf(wanted), groupId, createdAt: now })
  return { subsId, numberX: lent(place.numberX), extension: place.extension ?? undefined }
}

/** Documented as 5 to 20 seconds; the metadata takes 0 to 180, and so do we. */
const timeoutFault = (seconds: number | undefined): Refusal | null =>
  seconds !== undefined && (seconds < 0 || seconds > 180) ? refusal('isv.ILLEGAL_ARGUMENT') : null

export const bindAxb: Handler<typeof axbRow> = (input, ports) => {
  if (input.dtmfConfig !== undefined && !isJsonObject(input.dtmfConfig)) return refusal('isv.INVALID_PARAMETERS')
  return timeoutFault(input.callTimeout) ?? bind('AXB', input, ports)
}

export const bindAxn: Handler<typeof axnRow> = (input, ports) =>
  timeoutFault(input.callTimeout) ?? bind('AXN', input, ports)

/** Documented: an extension has one to three digits and needs its X beside it. */
export const bindAxnExtension: Handler<typeof axnExtensionRow> = (input, ports) => {
  const { extension, numberX } = input
  if (extension !== undefined && !(numberX && /^\d{1,3}$/.test(extension))) return refusal('isv.ILLEGAL_ARGUMENT')
  return bind('AXN_EXTENSION', input, ports)
}

export const bindAxg: Handler<typeof axgRow> = (input, ports) => bind('AXG', input, ports)

/** One entry after the other; what fails leaves the others alone. A pool that will not do fails the whole call. */
export const bindBatchAxg: Handler<typeof batchRow> = ({ poolKey, bindings }, ports) => {
  const fault = poolFault(ports.world, poolKey, 'AXG')
  if (fault) return fault
  return {
    bindings: bindings.map((wanted) => {
      const outcome = bind('AXG', { poolKey, ...wanted }, ports)
      const { numberA, groupId } = wanted
      if (isRefusal(outcome)) return { code: outcome.refusedWith, numberA, groupId }
      return { code: 'OK', numberA, groupId, subsId: outcome.subsId, numberX: outcome.numberX }
    }),
  }
}
