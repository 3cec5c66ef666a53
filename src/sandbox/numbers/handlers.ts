import type { lockSecretNo as lockRow, unlockSecretNo as unlockRow } from '../dypls/numbers.ts'
import { type Handler, type HandlerPorts, type Refusal, refusal } from './handler.ts'

const setLocked = (
  { poolKey, numberX }: { poolKey: string; numberX: { reveal: () => string } },
  { world }: HandlerPorts,
  locked: boolean,
): Refusal | Record<string, never> => {
  if (!world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  if (world.numbers.get(numberX.reveal())?.poolKey !== poolKey) return refusal('isv.NO_NOT_EXIST')
  world.changeNumber(numberX.reveal(), { locked })
  return {}
}

/** Locking a locked number changes nothing and is no fault (inferred). */
export const lockSecretNo: Handler<typeof lockRow> = (input, ports) => setLocked(input, ports, true)
export const unlockSecretNo: Handler<typeof unlockRow> = (input, ports) => setLocked(input, ports, false)
