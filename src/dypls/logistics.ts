import { operation } from '../aliyun/contract/operation.ts'
import { beijingTime, boolean, integer, list, object, optional, required, text } from '../aliyun/contract/wire.ts'
import { numberX, poolKey, remark, requestId, subsId } from './terms/fields.ts'
import { lentNumber, realNumber } from './terms/phone.ts'
import { codeOk, codeOkDataSuccess, waybillNoCode } from './terms/success.ts'

/** The only parameter whose wire name begins with a small letter. */
const waybillNo = required('trackNo', text)

/** Lets couriers find A by waybill number; for AXN bindings. What a second waybill on one binding does is not documented. */
export const addAxnTrackNo = operation({
  action: 'AddAxnTrackNo',
  effect: 'write',
  params: { poolKey, subsId, numberX, waybillNo },
  answer: { requestId },
  success: codeOk,
  retryClass: 'convergent',
  perSecond: 5000,
})

/**
 * The bindings that carry a waybill number, with the real A of each. Retry with care: its Chinese title speaks of a
 * broadcast push, so asking may have an effect that is not documented.
 */
export const queryPhoneNoAByTrackNo = operation({
  action: 'QueryPhoneNoAByTrackNo',
  effect: 'read',
  params: { waybillNo, numberX: optional('PhoneNoX', lentNumber), cabinetNo: optional('CabinetNo', text) },
  answer: {
    requestId,
    matches: optional(
      'Module',
      list(
        object({
          numberA: optional('PhoneNoA', realNumber),
          numberX: optional('PhoneNoX', lentNumber),
          extension: optional('Extension', text),
        }),
      ),
    ),
  },
  success: codeOk,
  retryClass: 'safe-with-care',
  perSecond: 5000,
})

/** `BizType` of an order: the courier comes at once, or in a window that the enquiry offered. */
export const pickupModes = { IMMEDIATE: 0, BOOKED: 1 } as const

/** The order's id in the calling system. */
const outOrderId = required('OuterOrderCode', text)
/** A courier company (`YTO`); the platform picks one when it is left out. */
const courierCode = optional('CpCode', text)
const orderChannel = required('OrderChannels', text)

/** A person as the enquiry knows one, where an address may still have gaps. */
const person = object({
  name: required('Name', text),
  mobile: required('Mobile', realNumber),
  address: optional(
    'AddressInfo',
    object({
      province: optional('ProvinceName', text),
      city: optional('CityName', text),
      district: optional('AreaName', text),
      town: optional('TownName', text),
      detail: optional('AddressDetail', text),
    }),
  ),
})

const disabledReason = optional('SelectDisableTip', text)

/** Days and times of day have no zone and are handed on as text: an order wants them back as they came. */
const pickupWindow = object({
  start: optional('StartTime', text),
  end: optional('EndTime', text),
  selectable: optional('Selectable', boolean),
  disabledReason,
})
const pickupDay = object({
  date: optional('Date', text),
  selectable: optional('DateSelectable', boolean),
  windows: optional('TimeList', list(pickupWindow)),
})

/**
 * When a courier could come, and a price when a weight is given. The answer has no outer code at all, and an empty list
 * of days means that booking is not possible.
 */
export const createPickUpWaybillPreQuery = operation({
  action: 'CreatePickUpWaybillPreQuery',
  effect: 'read',
  params: {
    orderChannel,
    outOrderId: optional('OuterOrderCode', text),
    sender: required('SenderInfo', person),
    consignee: required('ConsigneeInfo', person),
    courierCode,
    /** Grams, as text. */
    weight: optional('PreWeight', text),
  },
  answer: {
    requestId,
    options: optional(
      'Data.CpTimeSelectList',
      list(
        object({
          days: optional('AppointTimes', list(pickupDay)),
          immediate: optional(
            'RealTime',
            object({ name: optional('Name', text), selectable: optional('Selectable', boolean), disabledReason }),
          ),
          /** Yuan with two decimals. */
          estimatedPrice: optional('PrePrice', text),
        }),
      ),
    ),
  },
  success: waybillNoCode,
  retryClass: 'safe',
  perSecond: 100,
  postOnly: true,
})

const address = object({
  province: required('ProvinceName', text),
  city: required('CityName', text),
  district: required('AreaName', text),
  town: optional('TownName', text),
  detail: required('AddressDetail', text),
})

/**
 * Orders a courier and costs money; that the order id prevents a second order is not documented. Each side needs a
 * mobile or a landline, a booked pickup its window. No field is required in the answer, lest a paid order
 * look like a failure.
 */
export const createPickUpWaybill = operation({
  action: 'CreatePickUpWaybill',
  effect: 'write',
  params: {
    orderChannel,
    outOrderId,
    courierCode,
    senderName: required('SendName', text),
    senderMobile: optional('SendMobile', realNumber),
    senderLandline: optional('SendPhone', realNumber),
    senderAddress: required('SendAddress', address),
    consigneeName: required('ConsigneeName', text),
    consigneeMobile: optional('ConsigneeMobile', realNumber),
    consigneeLandline: optional('ConsigneePhone', realNumber),
    consigneeAddress: required('ConsigneeAddress', address),
    goods: optional(
      'GoodsInfos',
      list(
        object({
          name: optional('Name', text),
          quantity: optional('Quantity', text),
          /** Grams, as text. */
          weight: optional('Weight', text),
        }),
      ),
    ),
    /** One of `pickupModes`. */
    pickupMode: optional('BizType', integer),
    pickupFrom: optional('AppointGotStartTime', beijingTime),
    pickupUntil: optional('AppointGotEndTime', beijingTime),
    remark,
  },
  answer: {
    requestId,
    waybillNo: optional('Data.MailNo', text),
    courierCode: optional('Data.CpCode', text),
    pickupCode: optional('Data.GotCode', text),
  },
  success: waybillNoCode,
  retryClass: 'unsafe',
  perSecond: 100,
  postOnly: true,
})

/** Calls the courier off. Unlike its two siblings it has an outer code, which is OK even when `Data.Success` is false. */
export const cancelPickUpWaybill = operation({
  action: 'CancelPickUpWaybill',
  effect: 'write',
  params: { outOrderId, reason: required('CancelDesc', text) },
  answer: { requestId },
  success: codeOkDataSuccess,
  retryClass: 'convergent',
  perSecond: 100,
  postOnly: true,
})
