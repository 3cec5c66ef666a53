/** How the upstream spells what a binding can be told. Our words on the left, its words on the right. */

/** Clearing is documented for updates only; a new binding has no restriction when none is sent. */
export const callRestrictions = {
  NONE: 'CONTROL_CLEAR_DISABLE',
  A_MAY_NOT_CALL: 'CONTROL_AX_DISABLE',
  OTHERS_MAY_NOT_CALL: 'CONTROL_BX_DISABLE',
} as const

export const transcriptModels = {
  MANDARIN: '7ee372834d2f4cc7ac0d0ab2d0ae1aac',
  CANTONESE: '9b4afe3d224e4fa3bf963697113e2f77',
  REGIONAL_ACCENTS: '3655a6cb94764145a1f9a38a3c3b3b4b',
} as const

/** 2 and 3 once showed a real number; carriers forbid it and the values have no effect any more. */
export const displays = { BOTH_SEE_X: 1 } as const

export const bindingStatuses = { EXPIRED: 0, IN_FORCE: 1 } as const

/** `OperateType`: the one aspect that an update changes. None of them is documented to change ringing tones. */
export const aspects = {
  numberA: 'updateNoA',
  numberB: 'updateNoB',
  expiresAt: 'updateExpire',
  group: 'updateAxgGroup',
  callRestrict: 'updateCallRestrict',
  display: 'updateCallDisplayType',
  outId: 'updateOutId',
  recording: 'updateIsRecordingEnabled',
  transcript: 'updateAsr', // in the Chinese documentation only
} as const

/** The slots of `RingConfig`: who calls X, before the answer unless it says otherwise. */
export const ringingSlots = {
  axb: {
    aCalls: 'AXBRing_A',
    bCalls: 'AXBRing_B',
    aCallsAnswered: 'AXBRing_A_PICKUP',
    bCallsAnswered: 'AXBRing_B_PICKUP',
  },
  axn: {
    aCallsB: 'AXNRing_AB',
    aCallsNobody: 'AXNRing_A',
    anybodyCalls: 'AXNRing_N',
    aCallsAnswered: 'AXNRing_A_PICKUP',
    anybodyCallsAnswered: 'AXNRing_N_PICKUP',
  },
  axg: { aCallsB: 'AXGRing_AB', aCallsNobody: 'AXGRing_A', memberCalls: 'AXGRing_G' },
} as const
