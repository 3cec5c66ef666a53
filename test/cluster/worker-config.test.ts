import { describe, expect, it } from 'vitest'
import { workerConfigOf } from '../../src/cluster/worker-config.ts'
import { accountLimitOf } from '../../src/config/account-limit.ts'
import { readConfig } from '../../src/config/config.ts'
import { operations } from '../../src/dypls/operations.ts'

const rows = Object.values(operations)

describe('a worker’s share', () => {
  it.each([2, 3, 64])('of the quota of every operation is exact: %i of them make one whole', (count) => {
    const config = readConfig({ DYPLS_RATES: 'QueryCallStatus=7,*=50' })
    const share = workerConfigOf(config, count)
    expect(rows.length).toBeGreaterThan(60)
    for (const row of rows) expect(accountLimitOf(share, row) * count).toBeCloseTo(accountLimitOf(config, row))
  })

  it('follows configured, documented and assumed quotas', () => {
    const share = workerConfigOf(readConfig({ DYPLS_RATES: 'BindAxb=10' }), 2)
    expect(accountLimitOf(share, operations.bindAxb)).toBe(5)
    expect(accountLimitOf(share, operations.querySubscriptionDetail)).toBe(
      (operations.querySubscriptionDetail.perSecond ?? 0) / 2,
    )
    expect(accountLimitOf(share, operations.queryCallStatus)).toBe(50)
  })

  it('of what is counted in whole things is rounded up, so that it is never nothing', () => {
    const config = readConfig({ DYPLS_CONCURRENCY: '5', DYPLS_LIMITS: 'perMinute=601,burst=1,inFlight=10' })
    expect(workerConfigOf(config, 4)).toMatchObject({
      concurrency: 2,
      limits: { perMinute: 151, burst: 1, inFlight: 3, unmaskPerMinute: 8 },
    })
  })

  it('leaves the limits of a single request, and every other setting, as they are', () => {
    const config = readConfig({ DYPLS_WORKERS: '4' })
    const { rates: _rates, concurrency: _concurrency, limits, ...rest } = workerConfigOf(config, 4)
    const { rates: _all, concurrency: _whole, limits: whole, ...others } = config
    expect(rest).toEqual(others)
    const { perMinute, burst, inFlight, unmaskPerMinute } = limits
    expect(limits).toEqual({ ...whole, perMinute, burst, inFlight, unmaskPerMinute })
  })
})
