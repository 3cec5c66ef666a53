import type { Json } from '../../aliyun/contract/json.ts'
import { decodeParams, encodeAnswer, type Operation, type Params } from '../../aliyun/contract/operation.ts'
import { WireMismatch } from '../../aliyun/contract/wire.ts'
import type { TextMap } from '../../aliyun/signing/encoding.ts'
import { operations } from '../../dypls/operations.ts'
import { queryTokenForMnsQueue as tokenRow } from '../../dypls/receipts/queue.ts'
import { bindAxb, bindAxg, bindAxn, bindAxnExtension, bindBatchAxg } from '../bindings/bind.ts'
import { unbindSubscription, updateSubscription } from '../bindings/change.ts'
import { querySubscriptionDetail, querySubsId } from '../bindings/read.ts'
import { addSecretBlacklist, deleteSecretBlacklist, operateBlackNo } from '../blacklist/handlers.ts'
import { queryCallStatus } from '../calls/handlers.ts'
import { createAxgGroup, deleteAxgGroup, operateAxgGroup } from '../groups/handlers.ts'
import { bindAxbFixedLine, bindAxnExtensionFixedLine, bindAxnFixedLine } from '../landlines/bind.ts'
import {
  deleteAxbBindFixedLine,
  deleteAxnBindFixedLine,
  deleteAxnExtensionBindFixedLine,
  updateAxbBindFixedLine,
  updateAxnBindFixedLine,
  updateAxnExtensionBindFixedLine,
} from '../landlines/change.ts'
import { queryAxbBindFixedLine, queryAxnBindFixedLine, queryAxnExtensionBindFixedLine } from '../landlines/read.ts'
import { cancelPickUpWaybill, createPickUpWaybill, createPickUpWaybillPreQuery } from '../logistics/pickups.ts'
import { addAxnTrackNo, queryPhoneNoAByTrackNo } from '../logistics/waybills.ts'
import { queryTokenForMnsQueue } from '../mns/token.ts'
import {
  buySecretNo,
  lockSecretNo,
  querySecretNoDetail,
  querySecretNoRemain,
  releaseSecretNo,
  unlockSecretNo,
} from '../numbers/handlers.ts'
import { bindAxb700, bindGxb700 } from '../numbers-700/bind.ts'
import { unbindSubs700, updateSubs700 } from '../numbers-700/change.ts'
import { getSecretAsrDetail, getTotalPublicUrl, queryRecordFileDownloadUrl } from '../recordings/handlers.ts'
import { createSmsSign, getDyplsOssInfoForUploadFile } from '../registration/grants.ts'
import {
  createFixedNoAReport,
  createPhoneNoAReport,
  deleteSecretAPhoneNoToCust,
  querySecretAPhoneNoToCust,
} from '../registration/reports.ts'
import { bindAxbCall, bindXb, unbindAxb, unbindXb } from '../work-numbers/bind.ts'
import { configX, getXConfig, getXDefaultConfig } from '../work-numbers/config.ts'
import { listXTelephones, querySoundRecord } from '../work-numbers/read.ts'
import type { Handler, HandlerPorts } from './handler.ts'
import { type BusinessRefusal, isRefusal, refusal } from './outcome.ts'

type Operations = typeof operations

/** Every operation row has a handler: forgetting one does not compile. */
export type Handlers = { readonly [K in keyof Operations]: Handler<Operations[K]> }

export const handlers: Handlers = {
  queryCallStatus,

  bindAxb,
  bindAxn,
  bindAxnExtension,
  bindAxg,
  bindBatchAxg,
  updateSubscription,
  unbindSubscription,
  querySubscriptionDetail,
  querySubsId,

  buySecretNo,
  releaseSecretNo,
  lockSecretNo,
  unlockSecretNo,
  querySecretNoDetail,
  querySecretNoRemain,

  createAxgGroup,
  operateAxgGroup,
  deleteAxgGroup,

  addSecretBlacklist,
  deleteSecretBlacklist,
  operateBlackNo,

  queryRecordFileDownloadUrl,
  getTotalPublicUrl,
  getSecretAsrDetail,

  addAxnTrackNo,
  queryPhoneNoAByTrackNo,
  createPickUpWaybillPreQuery,
  createPickUpWaybill,
  cancelPickUpWaybill,

  bindAxbFixedLine,
  bindAxnFixedLine,
  bindAxnExtensionFixedLine,
  updateAxbBindFixedLine,
  deleteAxbBindFixedLine,
  updateAxnBindFixedLine,
  deleteAxnBindFixedLine,
  updateAxnExtensionBindFixedLine,
  deleteAxnExtensionBindFixedLine,
  queryAxbBindFixedLine,
  queryAxnBindFixedLine,
  queryAxnExtensionBindFixedLine,
  bindXb,
  unbindXb,
  bindAxbCall,
  unbindAxb,
  configX,
  getXConfig,
  getXDefaultConfig,
  listXTelephones,
  querySoundRecord,
  bindAxb700,
  bindGxb700,
  updateSubs700,
  unbindSubs700,
  createPhoneNoAReport,
  createFixedNoAReport,
  querySecretAPhoneNoToCust,
  deleteSecretAPhoneNoToCust,
  getDyplsOssInfoForUploadFile,
  createSmsSign,
}

/** A row with its handler, from wire parameters to the fields of an answer. */
export type Route = {
  readonly row: Operation
  /** Throws WireMismatch where a parameter is malformed. */
  readonly answer: (params: TextMap, ports: HandlerPorts) => Readonly<Record<string, Json>> | BusinessRefusal
}

const route = (row: Operation, handler: Handler<Operation>): Route => ({
  row,
  answer: (params, ports) => {
    const input = read(row, params)
    const outcome = isRefusal(input) ? input : handler(input, ports)
    return isRefusal(outcome) ? outcome : encodeAnswer(row, outcome)
  },
})

/** A malformed end of a binding has a code of the service's own (documented); whatever else is malformed is the gateway's. */
const read = (row: Operation, params: TextMap): Params<Operation> | BusinessRefusal => {
  try {
    return decodeParams(row, params)
  } catch (error) {
    const isExpiry = error instanceof WireMismatch && error.place === row.params.expiresAt?.at
    if (isExpiry) return refusal('isv.EXPIRE_DATE_ILLEGAL')
    throw error
  }
}

/** Routes by action, the operation's wire name. Tokens for queues are of another product, and asked for here too. */
export const routes: ReadonlyMap<string, Route> = new Map([
  ...(Object.keys(operations) as (keyof Operations)[]).map((name) => {
    const row: Operation = operations[name]
    // `Handlers` pairs each handler with its own row, which a map over both cannot tell the compiler.
    return [row.action, route(row, handlers[name] as Handler<Operation>)] as const
  }),
  [tokenRow.action, route(tokenRow, queryTokenForMnsQueue as Handler<Operation>)] as const,
])
