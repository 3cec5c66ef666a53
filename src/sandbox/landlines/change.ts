import * as rows from '../../dypls/landlines/change.ts'
import { type Handler, type HandlerPorts, innerRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { conflictOf, hasPool, inForce, isOver, type LandlineBinding, type LandlineKind } from './state.ts'
import { type Change, termsFault, termsOf, timeless } from './terms.ts'

type Done = Record<string, never>

/** Which binding a message speaks of; the kind must fit the id, since each kind has operations of its own. */
const named = (
  kind: LandlineKind,
  { poolKey, subsId }: { readonly poolKey: string; readonly subsId: string },
  { world: { fixedLine }, now }: HandlerPorts,
): LandlineBinding | null => inForce(fixedLine, kind, poolKey, now).find((binding) => binding.subsId === subsId) ?? null

/** What is not said stays as it was; the lifetime still counts from when X was assigned (inferred). */
const change = (kind: LandlineKind, input: Change, ports: HandlerPorts): Done | Refusal => {
  const { numberA, numberB, lifetimeSeconds } = input
  const { fixedLine } = ports.world
  if (!hasPool(fixedLine, input.poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const binding = named(kind, input, ports)
  if (!binding) return innerRefusal('isv.SUBS_NOT_EXIST')
  const fault = kind === 'AXB' && numberA && numberB ? 'isv.ILLEGAL_ARGUMENT' : termsFault(input)
  if (fault) return innerRefusal(fault)
  const next: LandlineBinding = {
    ...binding,
    ...termsOf(input, binding),
    numberA: numberA?.reveal() ?? binding.numberA,
    numberB: numberB?.reveal() ?? binding.numberB,
    lifetimeSeconds: lifetimeSeconds ?? binding.lifetimeSeconds,
  }
  if (isOver(next, ports.now)) return innerRefusal('isv.EXPIRE_DATE_ILLEGAL')
  const conflict = conflictOf(fixedLine, next, ports.now)
  if (conflict !== null) return innerRefusal('isv.BIND_CONFLICT', conflict)
  fixedLine.bindings.set(binding.subsId, next)
  return {}
}

const end = (
  kind: LandlineKind,
  input: { readonly poolKey: string; readonly subsId: string },
  ports: HandlerPorts,
): Done | Refusal => {
  const { fixedLine } = ports.world
  if (!hasPool(fixedLine, input.poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const binding = named(kind, input, ports)
  if (!binding) return innerRefusal('isv.SUBS_NOT_EXIST')
  fixedLine.bindings.delete(binding.subsId)
  return {}
}

type Ending = typeof rows.deleteAxbBindFixedLine

/** The three kinds take the same message. */
const ending =
  (kind: LandlineKind, row: Ending): Handler<Ending> =>
  (input, ports) =>
    ports.world.fixedLine.repeats.once(row, timeless(input), () => end(kind, input, ports))

export const deleteAxbBindFixedLine = ending('AXB', rows.deleteAxbBindFixedLine)
export const deleteAxnBindFixedLine = ending('AXN', rows.deleteAxnBindFixedLine)
export const deleteAxnExtensionBindFixedLine = ending('AXN_EXTENSION', rows.deleteAxnExtensionBindFixedLine)

export const updateAxbBindFixedLine: Handler<typeof rows.updateAxbBindFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.updateAxbBindFixedLine, timeless(input), () => change('AXB', input, ports))

export const updateAxnBindFixedLine: Handler<typeof rows.updateAxnBindFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.updateAxnBindFixedLine, timeless(input), () => change('AXN', input, ports))

export const updateAxnExtensionBindFixedLine: Handler<typeof rows.updateAxnExtensionBindFixedLine> = (input, ports) =>
  ports.world.fixedLine.repeats.once(rows.updateAxnExtensionBindFixedLine, timeless(input), () =>
    change('AXN_EXTENSION', input, ports),
  )
