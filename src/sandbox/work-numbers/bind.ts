import { numberX as lent, phoneFault } from '../../dypls/terms/phone.ts'
import * as rows from '../../dypls/work-numbers/bind.ts'
import { type Handler, type HandlerPorts, innerRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { type CallBinding, findOwned, type WorkNumbers } from './state.ts'

/** What every message can be wrong in. */
export const messageFault = (
  { poolKey, idempotencyKey }: { readonly poolKey?: string | undefined; readonly idempotencyKey: string },
  { world }: HandlerPorts,
): string | null => {
  if (idempotencyKey.length > 20) return 'isv.ILLEGAL_ARGUMENT'
  return poolKey !== undefined && !world.pools.has(poolKey) ? 'isv.PARTNER_NOT_EXIST' : null
}

/** Gives X to B at once: the verification that the statuses speak of takes no time here. One B may own several X. */
export const bindXb: Handler<typeof rows.bindXb> = (input, ports) => {
  const { poolKey, outId } = input
  const { workNumbers } = ports.world
  const [numberX, numberB] = [input.numberX.reveal(), input.numberB.reveal()]
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return workNumbers.repeats.once(rows.bindXb, input, () => {
    if (phoneFault(numberB)) return refusal('isv.MOBILE_NUMBER_ILLEGAL')
    const number = findOwned(workNumbers, poolKey, numberX)
    if (!number) return refusal('isv.NO_NOT_EXIST')
    if (number.status !== '2' && number.status !== '5') return refusal('isv.BIND_CONFLICT')
    const id = workNumbers.newId()
    workNumbers.xbBindings.set(id, { id, poolKey, numberX, numberB, outId: outId ?? null })
    workNumbers.numbers.set(numberX, { ...number, status: '4', boundAt: ports.now, bindFailure: null })
    return { xbBindingId: id, numberX: lent(numberX) }
  })
}

/** Takes X back, and ends the calls that were prepared on it. */
export const unbindXb: Handler<typeof rows.unbindXb> = (input, ports) => {
  const { poolKey, xbBindingId } = input
  const { workNumbers } = ports.world
  const numberX = input.numberX.reveal()
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return workNumbers.repeats.once(rows.unbindXb, input, () => {
    const binding = workNumbers.xbBindings.get(xbBindingId)
    const number = workNumbers.numbers.get(numberX)
    if (binding?.poolKey !== poolKey || binding.numberX !== numberX || !number)
      return innerRefusal('isv.SUBS_NOT_EXIST')
    workNumbers.xbBindings.delete(xbBindingId)
    for (const call of callsOf(workNumbers, xbBindingId)) workNumbers.callBindings.delete(call.id)
    workNumbers.numbers.set(numberX, { ...number, status: '2', unboundAt: ports.now })
    return {}
  })
}

const callsOf = ({ callBindings }: WorkNumbers, xbBindingId: string): CallBinding[] =>
  [...callBindings.values()].filter((call) => call.xbBindingId === xbBindingId)

/** One prepared call at a time per customer and X: A must not come twice on one X, as with other bindings. */
export const bindAxbCall: Handler<typeof rows.bindAxbCall> = (input, ports) => {
  const { poolKey, xbBindingId, lifetimeSeconds, outId } = input
  const { workNumbers } = ports.world
  const numberA = input.numberA.reveal()
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return workNumbers.repeats.once(rows.bindAxbCall, input, () => {
    if (lifetimeSeconds < 1) return refusal('isv.ILLEGAL_ARGUMENT')
    if (phoneFault(numberA)) return refusal('isv.MOBILE_NUMBER_ILLEGAL')
    const binding = workNumbers.xbBindings.get(xbBindingId)
    if (binding?.poolKey !== poolKey) return refusal('isv.SUBS_NOT_EXIST')
    const twice = callsOf(workNumbers, xbBindingId).some(
      (call) => call.numberA === numberA && call.expiresAt > ports.now,
    )
    if (twice) return refusal('isv.BIND_CONFLICT')
    const id = workNumbers.newId()
    const expiresAt = ports.now + lifetimeSeconds * 1000
    const { numberX } = binding
    workNumbers.callBindings.set(id, { id, xbBindingId, poolKey, numberX, numberA, outId: outId ?? null, expiresAt })
    return { callBindingId: id }
  })
}

/** A prepared call that ended by itself cannot be ended again. */
export const unbindAxb: Handler<typeof rows.unbindAxb> = (input, ports) => {
  const { poolKey, callBindingId } = input
  const { workNumbers } = ports.world
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return workNumbers.repeats.once(rows.unbindAxb, input, (): Refusal | Record<string, never> => {
    const call = workNumbers.callBindings.get(callBindingId)
    if (call?.poolKey !== poolKey || call.expiresAt <= ports.now) return innerRefusal('isv.SUBS_NOT_EXIST')
    workNumbers.callBindings.delete(callBindingId)
    return {}
  })
}
