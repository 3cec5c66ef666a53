import { beijingTime } from '../../aliyun/contract/wire.ts'
import {
  type buySecretNo as buyRow,
  type querySecretNoDetail as detailRow,
  type lockSecretNo as lockRow,
  nationwideList,
  nationwideNumber,
  nationwideTotal,
  numberClasses,
  numberStatuses,
  type releaseSecretNo as releaseRow,
  type querySecretNoRemain as remainRow,
  type unlockSecretNo as unlockRow,
} from '../../dypls/numbers.ts'
import { numberX as lent, type NumberX } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, isRefusal, type Refusal, refusal } from '../actions/handler.ts'
import { isInUse, type PrivateNumber } from '../world/world.ts'

type Named = { readonly poolKey: string; readonly numberX: NumberX }

const find = ({ poolKey, numberX }: Named, { world }: HandlerPorts): PrivateNumber | Refusal => {
  if (!world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  const number = world.numbers.get(numberX.reveal())
  return number?.poolKey === poolKey ? number : refusal('isv.NO_NOT_EXIST')
}

const knownClasses: ReadonlySet<number> = new Set(Object.values(numberClasses))
const prefixShape = /^\d{0,18}$/

/** Numbers on 95 have no home, and nothing else goes without one. */
const isFaulty = ({ specId, city, prefix }: { specId: number; city: string; prefix: string }): boolean =>
  !knownClasses.has(specId) ||
  !prefixShape.test(prefix) ||
  (specId === numberClasses.SERVICE_95) !== (city === nationwideNumber)

/** Sells the first number that fits. An unknown city is one without numbers (inferred). */
export const buySecretNo: Handler<typeof buyRow> = (input, { world, now }) => {
  const { poolKey, specId, city, numberPrefix: prefix = '' } = input
  if (!world.pools.has(poolKey)) return refusal('isv.POOLKEY_NOT_EXISTS')
  if (isFaulty({ specId, city, prefix })) return refusal('isv.ILLEGAL_ARGUMENT')
  const [number] = world.stock.matching({ specId, city, prefix })
  if (!number) return refusal('isv.NO_AVAILABLE_NUMBER')
  world.stock.take(number.numberX)
  world.addNumber(poolKey, number.numberX, { ...number, purchasedAt: now })
  return { numberX: lent(number.numberX) }
}

/** A number given back is gone for good: it is not for sale again (inferred). */
export const releaseSecretNo: Handler<typeof releaseRow> = (input, ports) => {
  const number = find(input, ports)
  if (isRefusal(number)) return number
  if (isInUse(ports.world, number.numberX, ports.now)) return refusal('isv.FORBIDDEN_ACTION')
  ports.world.numbers.delete(number.numberX)
  return {}
}

const setLocked = (input: Named, ports: HandlerPorts, locked: boolean): Refusal | Record<string, never> => {
  const number = find(input, ports)
  if (isRefusal(number)) return number
  ports.world.changeNumber(number.numberX, { locked })
  return {}
}

/** Locking a locked number changes nothing and is no fault; unlocking does not thaw a frozen one (both inferred). */
export const lockSecretNo: Handler<typeof lockRow> = (input, ports) => setLocked(input, ports, true)
export const unlockSecretNo: Handler<typeof unlockRow> = (input, ports) => setLocked(input, ports, false)

/** One status for what can be true together: frozen goes before locked, locked before bound (inferred). */
const statusOf = ({ numberX, frozen, locked }: PrivateNumber, { world, now }: HandlerPorts): number => {
  if (frozen) return numberStatuses.FROZEN
  if (locked) return numberStatuses.LOCKED
  return isInUse(world, numberX, now) ? numberStatuses.BOUND : numberStatuses.NOT_BOUND
}

export const querySecretNoDetail: Handler<typeof detailRow> = (input, ports) => {
  const number = find(input, ports)
  if (isRefusal(number)) return number
  const { province, city, carrier, certified, purchasedAt } = number
  return {
    status: statusOf(number, ports),
    certifyStatus: certified ? 1 : 0,
    carrier,
    province,
    city,
    purchasedAt: beijingTime.text(new Date(purchasedAt)),
  }
}

/** A city counts its own, 全国 counts all, 全国列表 lists the cities that have any. */
export const querySecretNoRemain: Handler<typeof remainRow> = (input, { world }) => {
  const { specId, city, numberPrefix: prefix = '' } = input
  if (isFaulty({ specId, city, prefix })) return refusal('isv.ILLEGAL_ARGUMENT')
  const anywhere = city === nationwideTotal || city === nationwideList
  const numbers = world.stock.matching({ specId, city: anywhere ? null : city, prefix })
  if (city !== nationwideList) return { city, amount: numbers.length }
  const amounts = new Map<string, number>()
  for (const { city: home } of numbers) amounts.set(home, (amounts.get(home) ?? 0) + 1)
  return { city, amount: numbers.length, cities: [...amounts].map(([home, amount]) => ({ city: home, amount })) }
}
