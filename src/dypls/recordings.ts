import { operation } from '../aliyun/contract/operation.ts'
import { boolean, integer, list, object, optional, required, text } from '../aliyun/contract/wire.ts'
import { callId, callTime, poolKey, poolKeyOrProductType, requestId } from './terms/fields.ts'
import { codeOk } from './terms/success.ts'

/** How long the links live (documented); no answer says when one ends. */
export const recordingLinkMs = 2 * 3_600_000
export const publicLinkMs = 30 * 86_400_000

/** `recognitionCode` of a transcript that worked. */
export const recognised = '21050000'

/**
 * Signs a download link that lives two hours; recordings are kept for 30 days. Ask after the SecretRecording receipt,
 * since before it there is nothing to sign.
 */
export const queryRecordFileDownloadUrl = operation({
  action: 'QueryRecordFileDownloadUrl',
  effect: 'read',
  params: { ...poolKeyOrProductType, callId, callTime },
  answer: { requestId, recordingUrl: required('DownloadUrl', text) },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 3000,
})

/**
 * Links of 30 days to the call and to its ringing phase. Either may be missing: the ringing phase of a new call takes
 * some minutes to appear.
 */
export const getTotalPublicUrl = operation({
  action: 'GetTotalPublicUrl',
  effect: 'read',
  params: {
    poolKey: required('PartnerKey', text),
    callId,
    callTime,
    /** Also verify that the binding belongs to the caller. */
    checkBinding: required('CheckSubs', boolean),
  },
  answer: {
    requestId,
    recordingUrl: optional('Data.PhonePublicUrl', text),
    ringingUrl: optional('Data.RingPublicUrl', text),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 1000,
})

const sentence = object({
  channel: optional('ChannelId', integer),
  beginMs: optional('BeginTime', integer),
  endMs: optional('EndTime', integer),
  silenceSeconds: optional('SilenceDuration', integer),
  wordsPerMinute: optional('SpeechRate', integer),
  /** 1 to 10, with a fraction. */
  emotion: optional('EmotionValue', text),
  text: optional('Text', text),
})

/**
 * What was said in a call, more than ten minutes after it. The outer OK does not mean that recognition worked: that is
 * `recognitionCode`. `Data` is one object here, not paths, because old SDKs knew it as a JSON text.
 */
export const getSecretAsrDetail = operation({
  action: 'GetSecretAsrDetail',
  effect: 'read',
  params: { poolKey, callId, callTime },
  answer: {
    requestId,
    transcript: optional(
      'Data',
      object({
        recognitionCode: optional('Code', text),
        recognitionRequestId: optional('RequestId', text),
        jobId: optional('BusinessId', text),
        jobKeyword: optional('BusinessKey', text),
        type: optional('Type', text),
        durationMs: optional('BizDuration', integer),
        sentences: optional('Sentences', list(sentence)),
      }),
    ),
  },
  success: codeOk,
  retryClass: 'safe',
  perSecond: 100,
})
