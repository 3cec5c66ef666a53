import { nationwideNumber, numberClasses } from '../../dypls/numbers.ts'
import type { World } from '../world/world.ts'
import type { ForSale } from './stock.ts'

/** `count` numbers that follow each other, `first` included. */
const row = (first: string, count: number, about: Omit<ForSale, 'numberX'>): readonly ForSale[] =>
  Array.from({ length: count }, (_, index) => ({ ...about, numberX: String(Number(first) + index) }))

const { VIRTUAL_OPERATOR, CARRIER, SERVICE_95 } = numberClasses

/**
 * What a fresh sandbox has for sale. All are made up, so those of a carrier begin like those of virtual operators,
 * which real ones do not. 西安 has a single number, to be sold out by one purchase.
 */
export const seededForSale = {
  hangzhou: row('17000005001', 20, { specId: VIRTUAL_OPERATOR, province: '浙江', city: '杭州', carrier: 2 }),
  shanghai: row('17000005101', 10, { specId: VIRTUAL_OPERATOR, province: '上海', city: '上海', carrier: 3 }),
  xian: row('17000005201', 1, { specId: VIRTUAL_OPERATOR, province: '陕西', city: '西安', carrier: 1 }),
  hangzhouCarrier: row('17000006001', 5, { specId: CARRIER, province: '浙江', city: '杭州', carrier: 1 }),
  service95: row('95000000001', 3, { specId: SERVICE_95, province: '', city: nationwideNumber, carrier: 1 }),
} as const

export const seedNumbers = (world: World): void => {
  for (const numbers of Object.values(seededForSale)) world.stock.offer(...numbers)
}
