import type { Answer } from '../../aliyun/contract/operation.ts'
import { beijingTime, WireMismatch } from '../../aliyun/contract/wire.ts'
import type { createPickUpWaybillPreQuery } from '../../dypls/logistics.ts'
import { builder } from '../../graph/fields/builder.ts'

/** What a courier offers: days, their windows, coming at once, a price. */

export type PickupOffers = Answer<typeof createPickUpWaybillPreQuery>
type Option = NonNullable<PickupOffers['options']>[number]
type Day = NonNullable<Option['days']>[number]
type Window = NonNullable<Day['windows']>[number] & { readonly date: string | undefined }
type Immediate = NonNullable<Option['immediate']>

/** The moment that a day and a time of day name in Beijing; null where the upstream wrote them another way. */
const momentOf = (date: string | undefined, time: string | undefined): Date | null => {
  try {
    return beijingTime.decode(`${date} ${time}`)
  } catch (error) {
    if (error instanceof WireMismatch) return null
    throw error
  }
}

const PickupWindow = builder.objectRef<Window>('PickupWindow').implement({
  access: ['bindings:read'],
  description: 'A stretch of a day in which a courier comes.',
  fields: (t) => ({
    start: t.exposeString('start', {
      nullable: true,
      description: 'Time of day in Beijing as the upstream writes it, `10:00:00`; null when not told.',
    }),
    end: t.exposeString('end', {
      nullable: true,
      description: 'Time of day in Beijing as the upstream writes it, `12:00:00`; null when not told.',
    }),
    from: t.field({
      type: 'DateTime',
      nullable: true,
      description: '`start` on that day, ready for `orderPickup`; null when day or time came in a form nobody knows.',
      resolve: ({ date, start }) => momentOf(date, start),
    }),
    until: t.field({
      type: 'DateTime',
      nullable: true,
      description: '`end` on that day, ready for `orderPickup`; null when day or time came in a form nobody knows.',
      resolve: ({ date, end }) => momentOf(date, end),
    }),
    selectable: t.exposeBoolean('selectable', {
      nullable: true,
      description: 'Whether it can be booked; null when the upstream does not say.',
    }),
    disabledReason: t.string({
      nullable: true,
      description: 'Why it cannot, in Chinese words of the upstream; null when it can or no reason is told.',
      resolve: ({ disabledReason }) => disabledReason || null,
    }),
  }),
})

const PickupDay = builder.objectRef<Day>('PickupDay').implement({
  access: ['bindings:read'],
  description: 'A day on which a courier may be booked.',
  fields: (t) => ({
    date: t.exposeString('date', {
      nullable: true,
      description: 'The day in Beijing, `2026-04-28`; null when not told.',
    }),
    selectable: t.exposeBoolean('selectable', {
      nullable: true,
      description: 'Whether any of it can be booked; null when the upstream does not say.',
    }),
    windows: t.field({
      type: [PickupWindow],
      description: 'Parts of the day, those that are taken or past among them.',
      resolve: ({ date, windows }) => (windows ?? []).map((window) => ({ ...window, date })),
    }),
  }),
})

const ImmediatePickup = builder.objectRef<Immediate>('ImmediatePickup').implement({
  access: ['bindings:read'],
  description: 'The offer to come at once, which an order without a window takes.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: 'What the courier calls it, such as 2小时上门; null when it has no name.',
    }),
    selectable: t.exposeBoolean('selectable', {
      nullable: true,
      description: 'Whether it can be had now; null when the upstream does not say.',
    }),
    disabledReason: t.string({
      nullable: true,
      description: 'Why it cannot, in Chinese words of the upstream; null when it can or no reason is told.',
      resolve: ({ disabledReason }) => disabledReason || null,
    }),
  }),
})

export const PickupOption = builder.objectRef<Option>('PickupOption').implement({
  access: ['bindings:read'],
  description: 'One way to have the parcel collected.',
  fields: (t) => ({
    days: t.field({
      type: [PickupDay],
      description: 'Days to choose from; empty when nothing can be booked.',
      resolve: ({ days }) => [...(days ?? [])],
    }),
    immediate: t.field({
      type: ImmediatePickup,
      nullable: true,
      description: 'Collection at once; null when it is not offered at all.',
      resolve: ({ immediate }) => immediate ?? null,
    }),
    estimatedPrice: t.string({
      nullable: true,
      description: 'Yuan with two decimals, as text so that no rounding creeps in; null unless a weight was given.',
      resolve: ({ estimatedPrice }) => estimatedPrice || null,
    }),
  }),
})
