import * as rows from '../../dypls/landlines/bind.ts'
import { bindModes } from '../../dypls/landlines/terms.ts'
import { numberX as lent, type NumberX } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { conflictOf, hasPool, type LandlineBinding, type LandlineKind, type LandlineParties } from './state.ts'
import { type LandlineWish, termsFault, termsOf, timeless } from './terms.ts'

export const bindAxbFixedLine: Handler<typeof rows.bindAxbFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.bindAxbFixedLine, timeless(input), () => bind('AXB', input, ports))

export const bindAxnFixedLine: Handler<typeof rows.bindAxnFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.bindAxnFixedLine, timeless(input), () => bind('AXN', input, ports))

export const bindAxnExtensionFixedLine: Handler<typeof rows.bindAxnExtensionFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.bindAxnExtensionFixedLine, timeless(input), () =>
    bind('AXN_EXTENSION', input, ports),
  )

type Bound = { readonly subsId: string; readonly numberX: NumberX; readonly extension?: string | undefined }

const bind = (kind: LandlineKind, wish: LandlineWish, ports: HandlerPorts): Bound | Refusal => {
  const { poolKey, lifetimeSeconds, bindMode } = wish
  const { now, world } = ports
  if (!hasPool(world.fixedLine, poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const fault = termsFault(wish)
  if (fault) return refusal(fault)
  if (bindMode !== bindModes.NAMED && bindMode !== bindModes.PICKED) return refusal('isv.ILLEGAL_ARGUMENT')
  const parties = bindMode === bindModes.NAMED ? atNamedX(kind, wish, ports) : atPickedX(kind, wish, ports)
  if (isRefusal(parties)) return parties
  const subsId = world.fixedLine.freshSubsId(parties.numberX, now)
  const binding: LandlineBinding = { ...parties, ...termsOf(wish), subsId, poolKey, assignedAt: now, lifetimeSeconds }
  world.fixedLine.bindings.set(subsId, binding)
  return { subsId, numberX: lent(parties.numberX), extension: parties.extension ?? undefined }
}

const partiesOf = (
  kind: LandlineKind,
  wish: LandlineWish,
  numberX: string,
  extension: string | null,
): LandlineParties => ({
  kind,
  numberX,
  numberA: wish.numberA.reveal(),
  numberB: wish.numberB?.reveal() ?? null,
  extension: kind === 'AXN_EXTENSION' ? extension : null,
})

const atNamedX = (kind: LandlineKind, wish: LandlineWish, { world: { fixedLine }, now }: HandlerPorts) => {
  const numberX = wish.numberX?.reveal()
  const extension = wish.extension ?? null
  if (!numberX || (kind === 'AXN_EXTENSION' && !extension)) return refusal('isv.ILLEGAL_ARGUMENT')
  if (fixedLine.numbers.get(numberX)?.poolKey !== wish.poolKey) return refusal('isv.NO_NOT_EXIST')
  const parties = partiesOf(kind, wish, numberX, extension)
  const conflict = conflictOf(fixedLine, parties, now)
  return conflict === null ? parties : refusal('isv.BIND_CONFLICT', conflict)
}

/** The first X of the pool, in the wished area if one is named, on which nothing stands in the way. */
const atPickedX = (kind: LandlineKind, wish: LandlineWish, { world: { fixedLine }, now }: HandlerPorts) => {
  for (const { numberX, poolKey, areaCode } of fixedLine.numbers.values()) {
    if (poolKey !== wish.poolKey || (wish.areaCode !== undefined && wish.areaCode !== areaCode)) continue
    const extension = freeExtension([...fixedLine.bindings.values()], numberX)
    if (kind === 'AXN_EXTENSION' && extension === null) continue
    const parties = partiesOf(kind, wish, numberX, extension)
    if (conflictOf(fixedLine, parties, now) === null) return parties
  }
  return refusal('isv.NO_AVAILABLE_NUMBER')
}

const [firstExtension, lastExtension] = [1001, 9999]

/** Four digits; one that a binding had is not given out again. Null when all are used up. */
const freeExtension = (bindings: readonly LandlineBinding[], numberX: string): string | null => {
  const used = new Set(bindings.filter((binding) => binding.numberX === numberX).map(({ extension }) => extension))
  for (let next = firstExtension; next <= lastExtension; next++) if (!used.has(String(next))) return String(next)
  return null
}
