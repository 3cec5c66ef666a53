import { bindAxbFixedLine, bindAxnExtensionFixedLine, bindAxnFixedLine } from './fixed-line/bind.ts'
import {
  deleteAxbBindFixedLine,
  deleteAxnBindFixedLine,
  deleteAxnExtensionBindFixedLine,
  updateAxbBindFixedLine,
  updateAxnBindFixedLine,
  updateAxnExtensionBindFixedLine,
} from './fixed-line/change.ts'
import { queryAxbBindFixedLine, queryAxnBindFixedLine, queryAxnExtensionBindFixedLine } from './fixed-line/read.ts'
import { bindAxb700, bindGxb700, unbindSubs700, updateSubs700 } from './numbers-700.ts'
import { operations } from './operations.ts'
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

/** Every row of every chapter: `operations` and those that the sandbox has not been told of. */
export const contract = {
  ...operations,

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
