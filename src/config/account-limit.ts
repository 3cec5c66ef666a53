import type { Operation } from '../aliyun/contract/operation.ts'
import type { Config } from './config.ts'

/** For operations whose limit the vendor does not tell (PROMISES §1). */
const undocumentedPerSecond = 100

/** Calls of the operation that the account may make in a second: as configured, as documented, or as assumed. */
export const accountLimitOf = ({ rates }: Pick<Config, 'rates'>, { action, perSecond }: Operation): number =>
  rates.get(action) ?? perSecond ?? rates.get('*') ?? undocumentedPerSecond
