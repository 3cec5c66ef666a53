import { bindAxb, bindAxg, bindAxn, bindAxnExtension, bindBatchAxg } from './bindings/bind.ts'
import { unbindSubscription, updateSubscription } from './bindings/change.ts'
import { querySubscriptionDetail, querySubsId } from './bindings/read.ts'
import { addSecretBlacklist, deleteSecretBlacklist, operateBlackNo } from './blacklist.ts'
import { queryCallStatus } from './calls.ts'
import { createAxgGroup, deleteAxgGroup, operateAxgGroup } from './groups.ts'
import {
  addAxnTrackNo,
  cancelPickUpWaybill,
  createPickUpWaybill,
  createPickUpWaybillPreQuery,
  queryPhoneNoAByTrackNo,
} from './logistics.ts'
import {
  buySecretNo,
  lockSecretNo,
  querySecretNoDetail,
  querySecretNoRemain,
  releaseSecretNo,
  unlockSecretNo,
} from './numbers.ts'
import { getSecretAsrDetail, getTotalPublicUrl, queryRecordFileDownloadUrl } from './recordings.ts'

/** Every operation this package speaks, by our own name. The sandbox does not compile while one of them has no handler. */
export const operations = {
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
} as const
