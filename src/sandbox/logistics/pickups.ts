import { beijingTime } from '../../aliyun/contract/wire.ts'
import {
  type cancelPickUpWaybill as cancelRow,
  type createPickUpWaybillPreQuery as enquiryRow,
  type createPickUpWaybill as orderRow,
  pickupModes,
} from '../../dypls/logistics.ts'
import { type Handler, innerRefusal, refusal } from '../actions/handler.ts'

/** Couriers that the sandbox works with; the platform picks the first when none is named. */
const couriers = ['YTO', 'STO', 'ZTO'] as const
const windows = [9, 11, 13, 15, 17].map((hour) => [`${pad(hour)}:00:00`, `${pad(hour + 2)}:00:00`] as const)

const dayMs = 86_400_000
const daysAhead = 3
const tooLate = '已过可预约时间'

function pad(hour: number): string {
  return String(hour).padStart(2, '0')
}

/** 12.50 yuan for the first kilogram, 2 for each further one begun. */
const priceFen = (grams: number): number => 1_250 + 200 * Math.max(0, Math.ceil(grams / 1_000) - 1)

const dayFrom = (now: number) => (ahead: number) => {
  const date = beijingTime.text(new Date(now + ahead * dayMs)).slice(0, 10)
  const list = windows.map(([start, end]) => {
    const selectable = beijingTime.decode(`${date} ${start}`).getTime() > now
    return { start, end, selectable, disabledReason: selectable ? undefined : tooLate }
  })
  return { date, selectable: list.some(({ selectable }) => selectable), windows: list }
}

/** A courier that the sandbox does not know can book nothing: the documented answer is an empty list of days. */
export const createPickUpWaybillPreQuery: Handler<typeof enquiryRow> = (input, { now }) => {
  if (input.orderChannel.includes('_')) return refusal('isv.ILLEGAL_ARGUMENT')
  const known = input.courierCode === undefined || couriers.some((code) => code === input.courierCode)
  const grams = Number(input.weight)
  return {
    options: [
      {
        days: known ? Array.from({ length: daysAhead }, (_, ahead) => dayFrom(now)(ahead)) : [],
        immediate: { name: '2小时上门', selectable: known, disabledReason: known ? undefined : '该快递公司不可用' },
        estimatedPrice: input.weight && known ? (priceFen(grams) / 100).toFixed(2) : undefined,
      },
    ],
  }
}

/** Each order is a new one and paid, also under an order id that was used before. */
export const createPickUpWaybill: Handler<typeof orderRow> = (input, { world: { logistics } }) => {
  const reachable =
    (input.senderMobile ?? input.senderLandline) !== undefined &&
    (input.consigneeMobile ?? input.consigneeLandline) !== undefined
  const hasWindow = input.pickupFrom !== undefined && input.pickupUntil !== undefined
  if (!reachable || (input.pickupMode === pickupModes.BOOKED && !hasWindow)) return refusal('isv.ILLEGAL_ARGUMENT')
  const grams = (input.goods ?? []).reduce(
    (sum, { weight, quantity }) => sum + Number(weight ?? 0) * Number(quantity ?? 1),
    0,
  )
  const price = priceFen(grams)
  if (price > logistics.balanceFen()) return innerRefusal('Insufficient.Balance')
  const { waybillNo, courierCode, pickupCode } = logistics.order(
    input.outOrderId,
    input.courierCode ?? couriers[0],
    price,
  )
  return { waybillNo, courierCode, pickupCode }
}

/** An order that is not there counts as another account's; cancelling twice is no fault (both inferred). */
export const cancelPickUpWaybill: Handler<typeof cancelRow> = ({ outOrderId }, { world: { logistics } }) =>
  logistics.cancel(outOrderId) === 0 ? innerRefusal('Unknown.ResourceOwnerId') : {}
