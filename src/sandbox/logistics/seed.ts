import type { World } from '../world/world.ts'

/** A parcel to be found by its waybill number: it hangs on the seeded extension binding. */
export const seededWaybill = { waybillNo: 'YT0000000000001', subsId: '1000000000000005' } as const

export const seedLogistics = ({ logistics }: World): void =>
  logistics.attach(seededWaybill.waybillNo, seededWaybill.subsId)
