import type { World } from '../world/world.ts'

/** Pools made for one kind each, as the console makes them, with free X numbers to bind. All numbers are made up. */
export const seededPools = {
  axb: { poolKey: 'FC100000000000011', numbers: ['17000001101', '17000001102', '17000001103'] },
  axn: { poolKey: 'FC100000000000012', numbers: ['17000001201', '17000001202'] },
  axnExtension: { poolKey: 'FC100000000000013', numbers: ['17000001301'] },
  axg: {
    poolKey: 'FC100000000000014',
    numbers: ['17000001401', '17000001402', '17000001403'],
    groupId: '2000000140001',
    members: ['13900001401', '13900001402'],
  },
  /** Takes no X from another city than the expected one. */
  strictCity: { poolKey: 'FC100000000000015', hangzhou: '17000001501', shanghai: '17000001502' },
} as const

export const seedPools = (world: World): void => {
  const { axb, axn, axnExtension, axg, strictCity } = seededPools
  world.addPool(axb.poolKey, 'AXB')
  world.addPool(axn.poolKey, 'AXN')
  world.addPool(axnExtension.poolKey, 'AXN_EXTENSION')
  world.addPool(axg.poolKey, 'AXG')
  world.addPool(strictCity.poolKey, 'AXB', { strictCity: true })
  for (const { poolKey, numbers } of [axb, axn, axnExtension, axg])
    for (const numberX of numbers) world.addNumber(poolKey, numberX)
  world.addNumber(strictCity.poolKey, strictCity.hangzhou)
  world.addNumber(strictCity.poolKey, strictCity.shanghai, { province: '上海', city: '上海' })
  world.groups.add({ poolKey: axg.poolKey, groupId: axg.groupId, name: 'drivers', members: axg.members })
}
