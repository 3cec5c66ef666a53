import type { Json } from '../aliyun/json.ts'
import { decodeParams, encodeAnswer, type Operation } from '../aliyun/operation.ts'
import type { TextMap } from '../aliyun/signature.ts'
import { operations } from '../dypls/operations.ts'
import { queryCallStatus } from './calls.ts'
import { type Handler, type HandlerPorts, isRefusal, type Refusal } from './handler.ts'
import { lockSecretNo, unlockSecretNo } from './numbers.ts'

type Operations = typeof operations

/** Said of an operation that the sandbox does not imitate yet: the gateway answers InvalidAction.NotFound. */
export const notYet = 'not yet'

/** Every operation row has a handler or says that it has none yet: forgetting one does not compile. */
export type Handlers = { readonly [K in keyof Operations]: Handler<Operations[K]> | typeof notYet }

export const handlers: Handlers = {
  queryCallStatus,

  bindAxb: notYet,
  bindAxn: notYet,
  bindAxnExtension: notYet,
  bindAxg: notYet,
  bindBatchAxg: notYet,
  updateSubscription: notYet,
  unbindSubscription: notYet,
  querySubscriptionDetail: notYet,
  querySubsId: notYet,

  buySecretNo: notYet,
  releaseSecretNo: notYet,
  lockSecretNo,
  unlockSecretNo,
  querySecretNoDetail: notYet,
  querySecretNoRemain: notYet,

  createAxgGroup: notYet,
  operateAxgGroup: notYet,
  deleteAxgGroup: notYet,

  addSecretBlacklist: notYet,
  deleteSecretBlacklist: notYet,
  operateBlackNo: notYet,

  queryRecordFileDownloadUrl: notYet,
  getTotalPublicUrl: notYet,
  getSecretAsrDetail: notYet,

  addAxnTrackNo: notYet,
  queryPhoneNoAByTrackNo: notYet,
  createPickUpWaybillPreQuery: notYet,
  createPickUpWaybill: notYet,
  cancelPickUpWaybill: notYet,

  bindAxbFixedLine: notYet,
  bindAxnFixedLine: notYet,
  bindAxnExtensionFixedLine: notYet,
  updateAxbBindFixedLine: notYet,
  deleteAxbBindFixedLine: notYet,
  updateAxnBindFixedLine: notYet,
  deleteAxnBindFixedLine: notYet,
  updateAxnExtensionBindFixedLine: notYet,
  deleteAxnExtensionBindFixedLine: notYet,
  queryAxbBindFixedLine: notYet,
  queryAxnBindFixedLine: notYet,
  queryAxnExtensionBindFixedLine: notYet,
  bindXb: notYet,
  unbindXb: notYet,
  bindAxbCall: notYet,
  unbindAxb: notYet,
  configX: notYet,
  getXConfig: notYet,
  getXDefaultConfig: notYet,
  listXTelephones: notYet,
  querySoundRecord: notYet,
  bindAxb700: notYet,
  bindGxb700: notYet,
  updateSubs700: notYet,
  unbindSubs700: notYet,
  createPhoneNoAReport: notYet,
  createFixedNoAReport: notYet,
  querySecretAPhoneNoToCust: notYet,
  deleteSecretAPhoneNoToCust: notYet,
  getDyplsOssInfoForUploadFile: notYet,
  createSmsSign: notYet,
}

/** A row with its handler, from wire parameters to the fields of an answer. */
export type Route = {
  readonly row: Operation
  /** Throws WireMismatch where a parameter is malformed. */
  readonly answer: (params: TextMap, ports: HandlerPorts) => Readonly<Record<string, Json>> | Refusal
}

const route = (row: Operation, handler: Handler<Operation>): Route => ({
  row,
  answer: (params, ports) => {
    const outcome = handler(decodeParams(row, params), ports)
    return isRefusal(outcome) ? outcome : encodeAnswer(row, outcome)
  },
})

/** Routes by action, the operation's wire name; only those with a handler. */
export const routes: ReadonlyMap<string, Route> = new Map(
  (Object.keys(operations) as (keyof Operations)[]).flatMap((name) => {
    const row: Operation = operations[name]
    const handler = handlers[name]
    // `Handlers` pairs each handler with its own row, which a map over both cannot tell the compiler.
    return handler === notYet ? [] : [[row.action, route(row, handler as Handler<Operation>)] as const]
  }),
)
