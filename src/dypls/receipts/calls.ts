import { instant, instantOrEpoch } from './instants.ts'
import { id, lentNumber, listOf, realNumber, text, whole } from './kinds.ts'
import { always, maybe, receiptRow } from './row.ts'

/** Receipts about calls. They come in any order, and more than once; all but the transcript's carry `call_id`. */

const party = {
  poolKey: always('pool_key', text),
  /** Absent, or 0, when no binding matched (inferred). */
  subsId: maybe('sub_id', id),
  callId: always('call_id', text),
  numberA: always('phone_no', realNumber),
  numberX: always('secret_no', lentNumber),
  /** The other party: B, N or a member of the group. */
  numberB: always('peer_no', realNumber),
  /** A code of `callTypes`: who called whom, or that the call was intercepted. */
  callType: always('call_type', whole),
  callTime: always('call_time', instant),
  outId: maybe('out_id', text),
  city: maybe('city', text),
}

const control = {
  /** A code of `unconnectedCauses`. */
  unconnectedCause: maybe('unconnected_cause', whole),
  /** `OK`, or `NO_SUBS_EXIST` when no binding was found; others exist. */
  controlMessage: maybe('control_msg', text),
  /** `CONTINUE`, `REJECT`, `IVR`; others exist. */
  controlType: maybe('control_type', text),
  displayedX: maybe('called_display_no', lentNumber),
  recordId: maybe('id', id),
  partnerKey: maybe('partner_key', text),
}

const extension = maybe('extension', text)

const joins = { poolKey: 'poolKey', subId: 'subsId', callId: 'callId', secretNo: 'numberX' } as const

/** A call reached the platform. */
export const secretStartReport = receiptRow({
  type: 'SecretStartReport',
  fields: { ...party, ...control },
  dedupKeys: ['callId'],
  joins: { ...joins, occurredAt: 'callTime' },
})

/** The called phone rings; some carriers only. */
export const secretRingReport = receiptRow({
  type: 'SecretRingReport',
  fields: { ...party, extension, ringTime: always('ring_time', instant) },
  dedupKeys: ['callId'],
  joins: { ...joins, occurredAt: 'ringTime' },
})

/** The called party answers; some carriers only. */
export const secretPickUpReport = receiptRow({
  type: 'SecretPickUpReport',
  fields: {
    ...party,
    extension,
    ringTime: always('ring_time', instant, { aliases: ['ring_Time'] }),
    startTime: always('start_time', instant),
  },
  dedupKeys: ['callId'],
  joins: { ...joins, occurredAt: 'startTime' },
})

/** The call ended, or was intercepted. Old documents send SMS traffic under it too (`callType` 2, 3 and 5). */
export const secretReport = receiptRow({
  type: 'SecretReport',
  fields: {
    ...party,
    ...control,
    extension,
    /** When X sent the call on; equals `callTime` when that never happened. */
    callOutTime: always('call_out_time', instant),
    /** When the called network answered the set-up; equals `callOutTime` when unknown. */
    ringTime: always('ring_time', instant),
    /** Later than `callOutTime`: the phone really rang. */
    freeRingTime: always('free_ring_time', instant),
    /** Answered; equals `releaseTime` when it was not. */
    startTime: always('start_time', instant),
    releaseTime: always('release_time', instant),
    /** A code of `releaseDirections`. */
    releaseDirection: always('release_dir', whole),
    /** A code of `releaseCauses`. */
    releaseCause: maybe('release_cause', whole),
    smsSegments: maybe('sms_number', whole),
    recordingUrl: maybe('record_url', text, { personal: 'recording' }),
    ringingUrl: maybe('ring_record_url', text, { personal: 'recording' }),
    /** In the sample of 2017 only; nothing says what it means. */
    originNumber: maybe('origin_no', realNumber),
  },
  dedupKeys: ['callId'],
  joins: { ...joins, occurredAt: 'releaseTime' },
})

/** A recording can be asked for. It does not say since when. */
export const secretRecording = receiptRow({
  type: 'SecretRecording',
  fields: {
    poolKey: party.poolKey,
    subsId: always('sub_id', id, { aliases: ['subs_id'] }),
    callId: party.callId,
    callTime: always('call_time', instantOrEpoch),
    outId: party.outId,
  },
  dedupKeys: ['callId'],
  joins: { poolKey: 'poolKey', subId: 'subsId', callId: 'callId' },
})

const sentence = {
  channel: maybe('channelId', whole),
  beginMs: maybe('beginTime', whole),
  endMs: maybe('endTime', whole),
  silenceSeconds: maybe('silenceDuration', text),
  wordsPerMinute: maybe('speechRate', whole),
  /** 1 to 10, with a fraction. */
  emotion: maybe('emotionValue', text),
  text: maybe('text', text, { personal: 'transcript' }),
}

/** The transcript is ready, or recognition failed. */
export const secretAsrReport = receiptRow({
  type: 'SecretAsrReport',
  fields: {
    callId: always('callId', text),
    poolKey: always('partnerKey', text),
    numberX: always('secretNo', lentNumber),
    durationMs: maybe('bizDuration', whole),
    /** `21050000` is success. */
    statusCode: always('statusCode', text),
    sentences: maybe('sentences', listOf(sentence), { personal: 'transcript' }),
  },
  dedupKeys: ['callId'],
  joins: { poolKey: 'poolKey', callId: 'callId', secretNo: 'numberX' },
})
