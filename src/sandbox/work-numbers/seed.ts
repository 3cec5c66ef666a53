import { phoneNumber } from '../../dypls/terms/phone.ts'
import type { World } from '../world/world.ts'
import { standardConfig, type WorkNumber } from './state.ts'

/** Work numbers of a fresh sandbox, all made up. */
export const seededWorkNumbers = {
  poolKey: 'FC100000000000031',
  /** Bought, not assigned yet. */
  free: ['17000003101', '17000003102', '17000003103'],
  /** In the hands of an employee, with a customer whose call is prepared for an hour. */
  assigned: {
    numberX: '17000003111',
    numberB: '13900003111',
    xbBindingId: '3100000001',
    call: { id: '3100000002', numberA: '13900003211' },
  },
  /** The last attempt to assign it failed; it may be tried again. */
  failed: '17000003121',
  /** Given back; it stays in the list. */
  released: '17000003131',
  /** A call of the assigned number that was recorded. */
  recordedCallId: '3166000000000bd50',
  /** Another pool with one free number. */
  otherPool: { poolKey: 'FC100000000000032', free: '17000003201' },
} as const

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export const seedWorkNumbers = (world: World, now: number): void => {
  const { workNumbers } = world
  const { poolKey, free, assigned, failed, released, recordedCallId, otherPool } = seededWorkNumbers
  const { numberX, numberB, xbBindingId: id, call } = assigned
  const purchasedAt = now - 30 * dayMs
  const add = (number: string, about: Partial<WorkNumber> = {}): void => {
    workNumbers.numbers.set(number, { ...bought, poolKey, purchasedAt, numberX: number, ...about })
  }
  world.addPool(poolKey, 'XB')
  world.addPool(otherPool.poolKey, 'XB')
  workNumbers.poolNames.set(poolKey, '测试工作号池')
  for (const number of free) add(number)
  add(numberX, { status: '4', boundAt: now - 7 * dayMs })
  add(failed, { status: '5', bindFailure: '实名认证未通过' })
  add(released, { status: '8', unboundAt: now - 3 * dayMs, releasedAt: now - 2 * dayMs })
  add(otherPool.free, { poolKey: otherPool.poolKey })
  workNumbers.xbBindings.set(id, { id, poolKey, numberX, numberB, outId: null })
  workNumbers.callBindings.set(call.id, {
    ...call,
    xbBindingId: id,
    poolKey,
    numberX,
    outId: null,
    expiresAt: now + hourMs,
  })
  workNumbers.defaults.set(poolKey, { ...standardConfig, cardRules: [cardAfterAnswer] })
  workNumbers.configs.set(numberX, {
    smsEnabled: true,
    sequence: [{ number: phoneNumber('13900003311'), promptWhileRinging: '01', promptAfterAnswer: '02' }],
  })
  workNumbers.recordings.set(recordedCallId, poolKey)
}

const bought: Pick<WorkNumber, 'status' | 'bindFailure' | 'boundAt' | 'unboundAt' | 'releasedAt'> = {
  status: '2',
  bindFailure: null,
  boundAt: null,
  unboundAt: null,
  releasedAt: null,
}

const cardAfterAnswer = {
  id: '345',
  name: '名片短信',
  kind: '1',
  templateId: '12345',
  direction: '1',
  phase: '3',
  recipient: '2',
}
