import { bindAxb, bindAxg, bindAxn, bindAxnExtension, bindBatchAxg } from './bindings/bind.ts'
import { unbindSubscription, updateSubscription } from './bindings/change.ts'
import { querySubscriptionDetail, querySubsId } from './bindings/read.ts'
import { addSecretBlacklist, deleteSecretBlacklist, operateBlackNo } from './blacklist.ts'
import { queryCallStatus } from './calls.ts'
import { createAxgGroup, deleteAxgGroup, operateAxgGroup } from './groups.ts'
import { bindAxbFixedLine, bindAxnExtensionFixedLine, bindAxnFixedLine } from './landlines/bind.ts'
import {
  deleteAxbBindFixedLine,
  deleteAxnBindFixedLine,
  deleteAxnExtensionBindFixedLine,
  updateAxbBindFixedLine,
  updateAxnBindFixedLine,
  updateAxnExtensionBindFixedLine,
} from './landlines/change.ts'
import { queryAxbBindFixedLine, queryAxnBindFixedLine, queryAxnExtensionBindFixedLine } from './landlines/read.ts'
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
import { bindAxb700, bindGxb700, unbindSubs700, updateSubs700 } from './numbers-700.ts'
import { getSecretAsrDetail, getTotalPublicUrl, queryRecordFileDownloadUrl } from './recordings.ts'
import {
  createFixedNoAReport,
  createPhoneNoAReport,
  createSmsSign,
  deleteSecretAPhoneNoToCust,
  getDyplsOssInfoForUploadFile,
  querySecretAPhoneNoToCust,
} from './registration.ts'
import { bindAxbCall, bindXb, unbindAxb, unbindXb } from './work-numbers/bind.ts'
import { configX, getXConfig, getXDefaultConfig } from './work-numbers/config.ts'
import { listXTelephones, querySoundRecord } from './work-numbers/read.ts'

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
} as const
