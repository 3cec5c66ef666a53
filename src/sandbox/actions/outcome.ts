/** The business said no: an HTTP 200 answer with this code. */
export type BusinessRefusal = {
  readonly refusedWith: string
  /** The outer code says success all the same, where the family keeps a second one beneath it. */
  readonly inner?: true
  /** The message beside the code, where it says more than the code does. */
  readonly says?: string | undefined
}

export const refusal = (code: string, says?: string): BusinessRefusal => ({ refusedWith: code, says })

/** A no in the inner code of a family that nests one (`success.ts`); the same as `refusal` for every other family. */
export const innerRefusal = (code: string, says?: string): BusinessRefusal => ({ refusedWith: code, inner: true, says })

export const isRefusal = (outcome: object): outcome is BusinessRefusal => 'refusedWith' in outcome
