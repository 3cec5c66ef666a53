// TEMPORARY STUB so that others can compile; to be overwritten by the real catalogue.
export type Bilingual = { readonly en: string; readonly zh: string }
export type Kind = 'InvalidInput' | 'NotFound' | 'PermissionDenied' | 'Account' | 'Configuration' | 'Conflict' | 'NumbersExhausted' | 'Throttled' | 'UpstreamUnavailable' | 'OperationUnavailable' | 'OutcomeUnknown' | 'Unknown'
export type RetryRule = 'NEVER' | 'AFTER_BACKOFF' | 'FRESH_SIGNATURE' | 'FRESH_CREDENTIALS'
export type Origin = 'BUSINESS' | 'GATEWAY' | 'LAYER'
export type Rejection = { readonly code: string; readonly pattern: RegExp | null; readonly origin: Origin; readonly kind: Kind; readonly retry: RetryRule; readonly httpStatus: readonly number[]; readonly meaning: Bilingual; readonly cause: Bilingual; readonly fix: Bilingual; readonly confidence: 'documented' | 'inferred' }
export const rejections: readonly Rejection[] = []
const text = { en: 'stub', zh: '桩' }
export const explain = (code: string, _httpStatus: number): Rejection => ({ code, pattern: null, origin: 'LAYER', kind: code === 'INVALID_INPUT' ? 'InvalidInput' : code.includes('NOT_EXIST') ? 'NotFound' : 'UpstreamUnavailable', retry: 'NEVER', httpStatus: [], meaning: text, cause: text, fix: text, confidence: 'inferred' })
