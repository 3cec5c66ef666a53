import { beijingTime } from '../../aliyun/contract/wire.ts'
import { numberX as lent } from '../../dypls/terms/phone.ts'
import type { listXTelephones as listRow, querySoundRecord as recordRow } from '../../dypls/work-numbers/read.ts'
import { type Handler, refusal } from '../actions/handler.ts'
import { messageFault } from './bind.ts'
import { configOf } from './config.ts'
import type { WorkNumber, WorkNumbers } from './state.ts'

const standardPageSize = 10
const largestPageSize = 100

/** Numbers of one pool or of all, those given back included, in the order in which they came. */
export const listXTelephones: Handler<typeof listRow> = (input, ports) => {
  const { poolKey, page = 1, pageSize = standardPageSize } = input
  const { workNumbers } = ports.world
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  if (page < 1 || pageSize < 1 || pageSize > largestPageSize) return refusal('isv.ILLEGAL_ARGUMENT')
  const all = [...workNumbers.numbers.values()].filter((number) => poolKey === undefined || number.poolKey === poolKey)
  const from = (page - 1) * pageSize
  const numbers = all.slice(from, from + pageSize).map((number) => listed(workNumbers, number))
  return { numbers, page, pageSize, total: all.length }
}

const listed = (workNumbers: WorkNumbers, number: WorkNumber) => {
  const { numberX, poolKey, status, bindFailure } = number
  return {
    numberX: lent(numberX),
    poolKey,
    poolName: workNumbers.poolNames.get(poolKey),
    status,
    smsEnabled: configOf(workNumbers, poolKey, numberX).smsEnabled,
    bindFailure: bindFailure ?? undefined,
    purchasedAt: localTime(number.purchasedAt),
    boundAt: localTime(number.boundAt),
    unboundAt: localTime(number.unboundAt),
    releasedAt: localTime(number.releasedAt),
  }
}

const localTime = (at: number | null): string | undefined => (at === null ? undefined : beijingTime.text(new Date(at)))

/** A link that names the call and the end of its hour; nothing is behind it. */
export const querySoundRecord: Handler<typeof recordRow> = (input, ports) => {
  const { poolKey, callId } = input
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  // An unknown call is the caller's mistake, as with the recordings of other bindings (inferred).
  if (ports.world.workNumbers.recordings.get(callId) !== poolKey) return refusal('isv.ILLEGAL_ARGUMENT')
  const expires = Math.floor(ports.now / 1000) + 3600
  return { recordingUrl: `https://recordings.invalid/work/${encodeURIComponent(callId)}.mp3?Expires=${expires}` }
}
