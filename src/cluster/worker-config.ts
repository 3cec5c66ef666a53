import { accountLimitOf } from '../config/account-limit.ts'
import type { Config } from '../config/config.ts'
import type { Limits } from '../config/settings.ts'
import { operations } from '../dypls/operations.ts'

/** What a caller or the account may do in all; the other limits are about one request, which one worker answers. */
const shared = ['perMinute', 'burst', 'inFlight', 'unmaskPerMinute'] as const satisfies readonly (keyof Limits)[]

/**
 * The settings of one of `count` workers: the account's quota is divided exactly, so that all of them together stay within
 * it; what is counted in whole things is divided and rounded up, so that no worker is left with nothing. A worker that is
 * down leaves its share unused.
 */
export const workerConfigOf = (config: Config, count: number): Config => {
  const part = (whole: number): number => Math.ceil(whole / count)
  return Object.freeze({
    ...config,
    concurrency: part(config.concurrency),
    rates: new Map(Object.values(operations).map((row) => [row.action, accountLimitOf(config, row) / count])),
    limits: { ...config.limits, ...Object.fromEntries(shared.map((name) => [name, part(config.limits[name])])) },
  })
}
