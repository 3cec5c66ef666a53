import { operation } from '../aliyun/contract/operation.ts'
import { boolean, type Codec, id64, integer, list, optional, required, text } from '../aliyun/contract/wire.ts'
import { epochText } from './terms/digits.ts'
import { numberA, remark, requestId } from './terms/fields.ts'
import { realNumber } from './terms/phone.ts'
import { code200, code200Report, code0000, codeOkSuccess } from './terms/success.ts'
import { message } from './work-numbers/terms.ts'

/** `DocumentType` 1, an identity card, is the only kind. */
export const identityCard = 1
/** `BizType` of an upload grant; no other purpose is documented. */
export const reportPhotos = 'phone_card'
export const holderRoles = { LEGAL_PERSON: 1, AGENT: 2 } as const
export const reviewStatuses = { REVIEWING: 'REVIEWING', APPROVED: 'PASS', REFUSED: 'FAIL' } as const
export const reportedNumberKinds = { MOBILE: 'Mobile', LANDLINE: 'Fixed' } as const

/** The list of A numbers an account may use; the upstream calls it a group, but it is none of the chapter `groups`. */
const allowListId = required('ANoWhiteGroupId', id64)

/** Who holds the number. All of it is personal data. */
const identity = {
  allowListId,
  /** `identityCard`. */
  documentType: required('DocumentType', integer),
  documentNumber: required('DocumentNumber', text),
  holderName: required('CustName', text),
  /** Paths in object storage, below the prefix of the upload grant. */
  idCardFront: optional('IdCardFrontPhoto', text),
  idCardBack: optional('IdCardBackPhoto', text),
  portrait: required('IdCardAlivePhoto', text),
  remark,
}

/** Both are read by the success rule too: a refused report is a rejection with the outcome (-1, -2) as its code. */
const reported = {
  requestId,
  created: optional('Data.CreateResult', boolean),
  /** 1 reported, -1 reported before and under review, -2 reported before and approved. */
  outcome: optional('Data.FailType', integer),
}

/**
 * Files the identity behind a mobile A number. Success only starts a review: ask for its state or await the receipt.
 */
export const createPhoneNoAReport = operation({
  action: 'CreatePhoneNoAReport',
  effect: 'write',
  params: { numberA, ...identity },
  answer: reported,
  success: code200Report,
  retryClass: 'unsafe',
  perSecond: 50,
  httpsOnly: true,
})

/** The same for a landline, whose holder is a company: the identity is that of one of its `holderRoles`. */
export const createFixedNoAReport = operation({
  action: 'CreateFixedNoAReport',
  effect: 'write',
  params: {
    numberA: required('FixedNoA', realNumber),
    ...identity,
    holderRole: required('CustType', integer),
    holderNumber: optional('CustPhoneNo', realNumber),
    /** The ticket of the service hall where the landline was applied for. */
    ticketId: optional('FixedLineWorkId', text),
  },
  answer: reported,
  success: code200Report,
  retryClass: 'unsafe',
  perSecond: null,
  httpsOnly: true,
})

const texts = list(text)
/** JSON text by the SDK, a list in the samples of the page; a text that is no list counts as one reason. */
const reasons: Codec<readonly string[]> = {
  wants: 'reasons',
  decode: (wire) => {
    if (wire === '') return []
    try {
      return texts.decode(wire)
    } catch {
      return [text.decode(wire)]
    }
  },
  text: texts.text,
  json: texts.text,
}

/** How the review of a report stands. What it answers for a number never reported is not documented. */
export const querySecretAPhoneNoToCust = operation({
  action: 'QuerySecretAPhoneNoToCust',
  effect: 'read',
  params: { numberA, allowListId },
  answer: {
    requestId,
    /** One of `reviewStatuses`. */
    reviewStatus: required('Data.ReportStatus', text),
    refusalReasons: optional('Data.ReportResult', reasons),
    numberA: optional('Data.PhoneNoA', realNumber),
    /** One of `reportedNumberKinds`. */
    numberKind: optional('Data.NoType', text),
    holderNumber: optional('Data.CustPhoneNo', realNumber),
    /** Text by the SDK, a number in the samples of the page. */
    allowListId: optional('Data.ANoWhiteGroupId', text),
    remark: optional('Data.Remark', text),
  },
  success: code200,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Deletes a reviewed report. The carrier then restricts or shuts the number down, so live calls may stop: never repeat
 * it without being told to, although a repeat would change nothing more.
 */
export const deleteSecretAPhoneNoToCust = operation({
  action: 'DeleteSecretAPhoneNoToCust',
  effect: 'write',
  params: { numberA, allowListId },
  answer: { requestId, deleted: optional('Data', boolean) },
  success: code200,
  retryClass: 'unsafe',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Lends the right to upload photos for a report. Key id, policy and signature are credentials: they must reach no log.
 * Equal file names overwrite each other.
 */
export const getDyplsOssInfoForUploadFile = operation({
  action: 'GetDyplsOSSInfoForUploadFile',
  effect: 'read',
  params: {
    /** Always `reportPhotos`. */
    purpose: required('BizType', text),
  },
  answer: {
    requestId,
    uploadUrl: required('Data.Host', text),
    pathPrefix: required('Data.StartPath', text),
    accessKeyId: required('Data.AccessKeyId', text),
    policy: required('Data.Policy', text),
    signature: required('Data.Signature', text),
    expiresAt: optional('Data.ExpireTime', epochText),
  },
  success: codeOkSuccess,
  retryClass: 'safe',
  perSecond: null,
  httpsOnly: true,
})

/**
 * Makes the text that stands for the real recipient of an SMS sent through X. It must be in the SMS, and it is as
 * personal as the number it stands for.
 */
export const createSmsSign = operation({
  action: 'CreateSmsSign',
  effect: 'write',
  params: {
    ...message,
    recipientNo: required('CalledNo', realNumber),
    senderNo: required('CallingNo', realNumber),
  },
  answer: { requestId, recipientSign: required('Data.CalledNoSign', text) },
  success: code0000,
  retryClass: 'safe-with-care',
  perSecond: null,
  httpsOnly: true,
})
