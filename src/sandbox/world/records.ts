/** Kinds of binding; later chapters use more of them. */
export type BindingKind = 'AXB' | 'AXN' | 'AXN_EXTENSION' | 'AXG' | 'XB'

/**
 * How calls through a binding fare, beside the state of its X number. BROKEN: the platform may lend another X.
 * IRREPLACEABLE: broken, and no other X will do, however many are free.
 */
export type LineState = 'NORMAL' | 'BROKEN' | 'IRREPLACEABLE'

/** A lent number (X) of a pool. */
export type PrivateNumber = {
  readonly numberX: string
  readonly poolKey: string
  /** Whether calls through it work: what QueryCallStatus finds out. */
  readonly state: 'NORMAL' | 'BROKEN'
  /** Skipped by new bindings; what it serves already goes on. */
  readonly locked: boolean
  /** Taken out of service by the platform. */
  readonly frozen: boolean
  /** 1 virtual operator, 2 carrier, 3 numbers on 95; as `SpecId` of a purchase. */
  readonly specId: number
  readonly province: string
  readonly city: string
  /** 1 China Mobile, 2 China Unicom, 3 China Telecom; as `Vendor` of an answer. */
  readonly carrier: number
  /** Whether its owner's identity was verified. */
  readonly certified: boolean
  /** Milliseconds since 1970. */
  readonly purchasedAt: number
}

export type Binding = {
  readonly subsId: string
  readonly poolKey: string
  readonly kind: BindingKind
  readonly numberX: string
  readonly numberA: string
  readonly numberB: string | null
  /** Digits to dial after X; AXN_EXTENSION only. */
  readonly extension: string | null
  /** The group whose members may call; AXG only. */
  readonly groupId: string | null
  /** Milliseconds since 1970; null where a test did not say. */
  readonly createdAt: number | null
  /** Milliseconds since 1970; the binding is over from this moment on. */
  readonly expiresAt: number
  /** The upstream's word for who may not call; null where all may. */
  readonly callRestrict: string | null
  readonly callDisplayType: number
  readonly recordingEnabled: boolean
  readonly transcriptEnabled: boolean
  readonly transcriptModelId: string | null
  /** JSON text, as it came. */
  readonly ringingTones: string | null
  readonly outId: string | null
  readonly outOrderId: string | null
  readonly line: LineState
  /** The X lent in place of a broken one, kept while the trouble lasts. */
  readonly temporaryX: string | null
}

/** ANY takes every kind of binding; the real console makes a pool for one kind. */
export type Pool = {
  readonly poolKey: string
  readonly kind: BindingKind | 'ANY'
  /** Whether an X must come from the city that a binding expects; a setting of the console. */
  readonly strictCity: boolean
}

type Needed = 'subsId' | 'poolKey' | 'numberX' | 'numberA' | 'expiresAt'
export type NewBinding = Pick<Binding, Needed> & Partial<Omit<Binding, Needed>>

export const numberDefaults: Omit<PrivateNumber, 'numberX' | 'poolKey'> = {
  state: 'NORMAL',
  locked: false,
  frozen: false,
  specId: 1,
  province: '浙江',
  city: '杭州',
  carrier: 1,
  certified: true,
  purchasedAt: 0,
}

export const bindingDefaults: Omit<Binding, Needed> = {
  kind: 'AXB',
  numberB: null,
  extension: null,
  groupId: null,
  createdAt: null,
  callRestrict: null,
  callDisplayType: 1,
  recordingEnabled: false,
  transcriptEnabled: false,
  transcriptModelId: null,
  ringingTones: null,
  outId: null,
  outOrderId: null,
  line: 'NORMAL',
  temporaryX: null,
}

export const isExpired = (binding: Binding, now: number): boolean => binding.expiresAt <= now
