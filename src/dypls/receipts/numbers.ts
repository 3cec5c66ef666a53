import { epochMs, instant } from './instants.ts'
import { id, lentNumber, realNumber, text, whole } from './kinds.ts'
import { always, maybe, receiptRow } from './row.ts'

/** Receipts about messages, numbers and parcels. */

/** A message was sent to X. */
export const secretSmsIntercept = receiptRow({
  type: 'SecretSmsIntercept',
  fields: {
    recordId: maybe('id', id),
    poolKey: always('pool_key', text),
    subsId: maybe('sub_id', id),
    partnerKey: maybe('partner_key', text),
    outId: maybe('out_id', text),
    senderNumber: always('send_no', realNumber),
    numberX: always('secret_no', lentNumber),
    receiverNumber: always('receive_no', realNumber),
    content: always('sms_content', text, { personal: 'message' }),
    sign: maybe('sms_sign', text),
    /** A code of `smsTypes`. */
    smsType: always('sms_type', whole),
    /** A code of `smsStatuses`. */
    status: maybe('status', whole),
    /** A word of `smsInterceptions`; it means something only while the pool holds back all messages. */
    interceptType: maybe('sms_intercept_type', text, { aliases: ['sms-intercept-type'] }),
    /** The id of the message, which is no call. */
    messageId: maybe('call_id', text),
    /** The carrier's word on delivery, one of `deliveryCodes`. */
    deliveryCode: maybe('code', text),
    startTime: always('start_time', instant),
  },
  dedupKeys: ['recordId'],
  joins: { poolKey: 'poolKey', subId: 'subsId', secretNo: 'numberX', occurredAt: 'startTime' },
})

/** An X number became abnormal, or is normal again. */
export const secretExceptionPhoneReport = receiptRow({
  type: 'SecretExceptionPhoneReport',
  queueOnly: true,
  fields: {
    numberX: always('secretNo', lentNumber),
    poolKey: always('partnerKey', text),
    /** A code of `numberStatuses`. */
    numberStatus: always('noStatus', whole),
    at: always('timestamp', epochMs),
  },
  dedupKeys: ['numberX', 'at'],
  joins: { poolKey: 'poolKey', secretNo: 'numberX', occurredAt: 'at' },
})

/** A parcel changed its state; by arrangement only. */
export const smartLogisticsReport = receiptRow({
  type: 'SmartLogisticsReport',
  fields: {
    courier: maybe('cpCode', text),
    waybill: always('mailNo', text),
    /** A word of `parcelStates`, which may be incomplete. */
    state: always('logisticsStatus', text),
    stateText: maybe('logisticsStatusDesc', text),
    lastStep: maybe('lastLogisticDetail', text, { personal: 'address' }),
    changedAt: maybe('logisticsGmtModified', instant),
    /** JSON text with the weight in grams. */
    package: maybe('packageDyn', text),
    /** Yuan; final three days after signing. */
    price: maybe('aliyunprice', text),
    city: maybe('city', text),
    businessKey: maybe('bizKey', text),
    outOrderId: maybe('outerOrderCode', text),
  },
  dedupKeys: ['waybill', 'state', 'changedAt'],
  joins: { occurredAt: 'changedAt' },
})

/** An X number came to the account, or left it. Documents spell its fields in two ways. */
export const numberManagementReport = receiptRow({
  type: 'NumberManagementReport',
  fields: {
    numberX: always('secret_no', lentNumber, { aliases: ['secretNo'] }),
    poolKey: always('partner_key', text, { aliases: ['partnerKey'] }),
    city: maybe('city', text),
    operatedAt: always('operating_time', instant, { aliases: ['operatingTime'] }),
    /** A code of `numberChanges`. */
    status: always('status', whole),
    /** A code of `carriers`. */
    carrier: maybe('vendor', whole),
  },
  dedupKeys: ['numberX', 'operatedAt', 'status'],
  joins: { poolKey: 'poolKey', secretNo: 'numberX', occurredAt: 'operatedAt' },
})

/** The real-name report of an A number was refused. */
export const secretANumberAuditFailedReport = receiptRow({
  type: 'SecretANumberAuditFailedReport',
  queueOnly: true,
  fields: {
    accountId: always('uid', id),
    customerId: maybe('custId', id),
    allowListId: always('aNoWhiteGroupId', id),
    organizationCode: maybe('organizationCode', text),
    companyName: maybe('companyName', text),
    numberType: always('numberType', text),
    numberA: always('phoneNumber', realNumber),
    failMessage: maybe('failMessage', text),
  },
  dedupKeys: ['allowListId', 'numberA', 'failMessage'],
  joins: {},
})
