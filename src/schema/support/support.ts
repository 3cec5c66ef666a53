import type { operations } from '../../dypls/operations.ts'

/**
 * Which field of the graph serves an operation, and how truly the sandbox plays it. The README's table is made from this;
 * an operation without a line does not compile, a field that does not exist fails a test.
 */
export type Support = {
  /** `Type.field`, several separated by a comma. */
  readonly field: string
  /** "full", or what the sandbox leaves out. */
  readonly sandbox: string
}

export const support: { readonly [K in keyof typeof operations]: Support } = {
  queryCallStatus: { field: 'Query.callStatus, Query.callStatuses, Binding.callStatus', sandbox: 'full' },
  bindAxb: { field: 'Mutation.bindAxb', sandbox: 'full' },
  bindAxn: { field: 'Mutation.bindAxn', sandbox: 'full' },
  bindAxnExtension: { field: 'Mutation.bindAxnExtension', sandbox: 'full' },
  bindAxg: { field: 'Mutation.bindAxg', sandbox: 'full' },
  bindBatchAxg: { field: 'Mutation.bindAxgBatch', sandbox: 'full' },
  updateSubscription: {
    field:
      'Mutation.updateBindingNumberA, Mutation.updateBindingNumberB, Mutation.extendBinding, Mutation.changeBindingGroup, Mutation.restrictBindingCalls, Mutation.setBindingDisplay, Mutation.setBindingOutId, Mutation.setBindingRecording, Mutation.setBindingTranscript',
    sandbox: 'full',
  },
  unbindSubscription: { field: 'Mutation.unbind', sandbox: 'full' },
  querySubscriptionDetail: { field: 'Binding.details', sandbox: 'full' },
  querySubsId: { field: 'PrivateNumber.bindings', sandbox: 'full' },
  buySecretNo: { field: 'Mutation.purchaseNumber', sandbox: 'full; sells from a made-up stock' },
  releaseSecretNo: { field: 'Mutation.releaseNumber', sandbox: 'full' },
  lockSecretNo: { field: 'Mutation.lockNumber', sandbox: 'full' },
  unlockSecretNo: { field: 'Mutation.unlockNumber', sandbox: 'full' },
  querySecretNoDetail: { field: 'PrivateNumber.details', sandbox: 'full' },
  querySecretNoRemain: {
    field: 'Query.numbersForSale, Query.numbersForSaleByCity',
    sandbox: 'full; counts a made-up stock',
  },
  createAxgGroup: { field: 'Mutation.createGroup', sandbox: 'full' },
  operateAxgGroup: {
    field: 'Mutation.addGroupMembers, Mutation.removeGroupMembers, Mutation.replaceGroupMembers',
    sandbox: 'full',
  },
  deleteAxgGroup: { field: 'Mutation.deleteGroup', sandbox: 'full' },
  addSecretBlacklist: {
    field: 'Mutation.blockNumber, Mutation.blockPair',
    sandbox: 'keeps entries; no call is ever made, so none is refused',
  },
  deleteSecretBlacklist: {
    field: 'Mutation.unblockNumber, Mutation.unblockPair',
    sandbox: 'keeps entries; no call is ever made, so none is refused',
  },
  operateBlackNo: {
    field: 'Mutation.blockNumber, Mutation.unblockNumber',
    sandbox: 'keeps entries; no call is ever made, so none is refused',
  },
  queryRecordFileDownloadUrl: { field: 'Call.recording', sandbox: 'full; links lead nowhere' },
  getTotalPublicUrl: { field: 'Call.links', sandbox: 'full; links lead nowhere' },
  getSecretAsrDetail: { field: 'Call.transcript', sandbox: 'full' },
  addAxnTrackNo: { field: 'Mutation.attachWaybill', sandbox: 'full' },
  queryPhoneNoAByTrackNo: { field: 'Query.waybillHolders', sandbox: 'ignores the parcel locker' },
  createPickUpWaybillPreQuery: { field: 'Query.pickupOptions', sandbox: 'made-up windows and prices' },
  createPickUpWaybill: { field: 'Mutation.orderPickup', sandbox: 'takes any window; no courier comes' },
  cancelPickUpWaybill: { field: 'Mutation.cancelPickup', sandbox: 'full' },
  bindAxbFixedLine: { field: 'Mutation.bindLandlineAxb', sandbox: 'full' },
  bindAxnFixedLine: { field: 'Mutation.bindLandlineAxn', sandbox: 'full' },
  bindAxnExtensionFixedLine: { field: 'Mutation.bindLandlineAxnExtension', sandbox: 'full' },
  updateAxbBindFixedLine: { field: 'Mutation.updateLandlineAxb', sandbox: 'full' },
  deleteAxbBindFixedLine: { field: 'Mutation.unbindLandline', sandbox: 'full' },
  updateAxnBindFixedLine: { field: 'Mutation.updateLandlineAxn', sandbox: 'full' },
  deleteAxnBindFixedLine: { field: 'Mutation.unbindLandline', sandbox: 'full' },
  updateAxnExtensionBindFixedLine: { field: 'Mutation.updateLandlineAxnExtension', sandbox: 'full' },
  deleteAxnExtensionBindFixedLine: { field: 'Mutation.unbindLandline', sandbox: 'full' },
  queryAxbBindFixedLine: { field: 'LandlineBinding.details, Pool.landlineBindings', sandbox: 'full' },
  queryAxnBindFixedLine: { field: 'LandlineBinding.details, Pool.landlineBindings', sandbox: 'full' },
  queryAxnExtensionBindFixedLine: { field: 'LandlineBinding.details, Pool.landlineBindings', sandbox: 'full' },
  bindXb: { field: 'Mutation.assignWorkNumber', sandbox: 'full; the verification of a number takes no time' },
  unbindXb: { field: 'Mutation.unassignWorkNumber', sandbox: 'full; the number is free again at once' },
  bindAxbCall: { field: 'Mutation.prepareWorkCall', sandbox: 'full' },
  unbindAxb: { field: 'Mutation.endWorkCall', sandbox: 'full' },
  configX: { field: 'Mutation.configureWorkNumber', sandbox: 'full; an option left out stays as it was' },
  getXConfig: { field: 'WorkNumber.config', sandbox: 'full' },
  getXDefaultConfig: { field: 'WorkNumber.defaultConfig', sandbox: 'full' },
  listXTelephones: { field: 'Pool.workNumbers, Query.workNumbers', sandbox: 'full' },
  querySoundRecord: { field: 'Pool.workCallRecording', sandbox: 'gives a link with nothing behind it' },
  bindAxb700: { field: 'Mutation.bindNumber700Axb', sandbox: 'full' },
  bindGxb700: { field: 'Mutation.bindNumber700Group', sandbox: 'full' },
  updateSubs700: {
    field: 'Mutation.updateNumber700Binding',
    sandbox: 'the aspects that UpdateSubscription has (inferred)',
  },
  unbindSubs700: { field: 'Mutation.unbindNumber700', sandbox: 'full' },
  createPhoneNoAReport: { field: 'Mutation.reportNumberA', sandbox: 'review ends after ten minutes' },
  createFixedNoAReport: { field: 'Mutation.reportLandlineA', sandbox: 'review ends after ten minutes' },
  querySecretAPhoneNoToCust: { field: 'Query.numberAReport', sandbox: 'full' },
  deleteSecretAPhoneNoToCust: { field: 'Mutation.deleteNumberAReport', sandbox: 'no carrier restricts calls' },
  getDyplsOssInfoForUploadFile: { field: 'Query.uploadGrant', sandbox: 'takes no uploads' },
  createSmsSign: { field: 'Mutation.createSmsSign', sandbox: 'full; no SMS is sent' },
}
