import type { operations } from '../dypls/operations.ts'

/**
 * Which field of the graph serves an operation, and how truly the sandbox plays it. The README's table is made from this;
 * an operation without a line does not compile, a field that does not exist fails a test.
 */
export type Support = {
  /** `Type.field`, several separated by a comma; null while there is none. */
  readonly field: string | null
  /** "full", or what the sandbox leaves out; null while it does not know the operation. */
  readonly sandbox: string | null
}

export const support: { readonly [K in keyof typeof operations]: Support } = {
  queryCallStatus: { field: 'Query.callStatus, Query.callStatuses, Binding.callStatus', sandbox: 'full' },
  bindAxb: { field: null, sandbox: null },
  bindAxn: { field: null, sandbox: null },
  bindAxnExtension: { field: null, sandbox: null },
  bindAxg: { field: null, sandbox: null },
  bindBatchAxg: { field: null, sandbox: null },
  updateSubscription: { field: null, sandbox: null },
  unbindSubscription: { field: null, sandbox: null },
  querySubscriptionDetail: { field: null, sandbox: null },
  querySubsId: { field: null, sandbox: null },
  buySecretNo: { field: null, sandbox: null },
  releaseSecretNo: { field: null, sandbox: null },
  lockSecretNo: { field: 'Mutation.lockNumber', sandbox: 'full' },
  unlockSecretNo: { field: 'Mutation.unlockNumber', sandbox: 'full' },
  querySecretNoDetail: { field: null, sandbox: null },
  querySecretNoRemain: { field: null, sandbox: null },
  createAxgGroup: { field: null, sandbox: null },
  operateAxgGroup: { field: null, sandbox: null },
  deleteAxgGroup: { field: null, sandbox: null },
  addSecretBlacklist: { field: null, sandbox: null },
  deleteSecretBlacklist: { field: null, sandbox: null },
  operateBlackNo: { field: null, sandbox: null },
  queryRecordFileDownloadUrl: { field: null, sandbox: null },
  getTotalPublicUrl: { field: null, sandbox: null },
  getSecretAsrDetail: { field: null, sandbox: null },
  addAxnTrackNo: { field: null, sandbox: null },
  queryPhoneNoAByTrackNo: { field: null, sandbox: null },
  createPickUpWaybillPreQuery: { field: null, sandbox: null },
  createPickUpWaybill: { field: null, sandbox: null },
  cancelPickUpWaybill: { field: null, sandbox: null },
  bindAxbFixedLine: { field: null, sandbox: null },
  bindAxnFixedLine: { field: null, sandbox: null },
  bindAxnExtensionFixedLine: { field: null, sandbox: null },
  updateAxbBindFixedLine: { field: null, sandbox: null },
  deleteAxbBindFixedLine: { field: null, sandbox: null },
  updateAxnBindFixedLine: { field: null, sandbox: null },
  deleteAxnBindFixedLine: { field: null, sandbox: null },
  updateAxnExtensionBindFixedLine: { field: null, sandbox: null },
  deleteAxnExtensionBindFixedLine: { field: null, sandbox: null },
  queryAxbBindFixedLine: { field: null, sandbox: null },
  queryAxnBindFixedLine: { field: null, sandbox: null },
  queryAxnExtensionBindFixedLine: { field: null, sandbox: null },
  bindXb: { field: null, sandbox: null },
  unbindXb: { field: null, sandbox: null },
  bindAxbCall: { field: null, sandbox: null },
  unbindAxb: { field: null, sandbox: null },
  configX: { field: null, sandbox: null },
  getXConfig: { field: null, sandbox: null },
  getXDefaultConfig: { field: null, sandbox: null },
  listXTelephones: { field: null, sandbox: null },
  querySoundRecord: { field: null, sandbox: null },
  bindAxb700: { field: null, sandbox: null },
  bindGxb700: { field: null, sandbox: null },
  updateSubs700: { field: null, sandbox: null },
  unbindSubs700: { field: null, sandbox: null },
  createPhoneNoAReport: { field: null, sandbox: null },
  createFixedNoAReport: { field: null, sandbox: null },
  querySecretAPhoneNoToCust: { field: null, sandbox: null },
  deleteSecretAPhoneNoToCust: { field: null, sandbox: null },
  getDyplsOssInfoForUploadFile: { field: null, sandbox: null },
  createSmsSign: { field: null, sandbox: null },
}
