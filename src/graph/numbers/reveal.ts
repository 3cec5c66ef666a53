import { mask, type PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Context, Reveal } from '../request/context.ts'
import { requestError } from '../request/request-error.ts'
import type { Viewer } from '../request/viewer.ts'

/** How a caller asks for real numbers in full: by saying why. */
export const unmaskHeader = 'x-dypls-unmask-reason'

/** What is written down of one number before it is shown. The number itself is not: its ref finds it again. */
export type Unmasking = {
  readonly viewerId: string
  readonly reason: string
  /** `Type.field` where it stood. */
  readonly field: string
  readonly ref: string
}

export type UnmaskingPorts = {
  /** Whether one more number is within the viewer's rate. */
  readonly take: (viewerId: string) => boolean | Promise<boolean>
  /** Must have written it down when it returns. Where it throws, the number stays masked. */
  readonly audit: (unmasking: Unmasking) => void
}

export type Revealer = {
  readonly reveal: Reveal
  /** How many numbers were shown so far and how many stayed masked, for the answer's `extensions`. */
  readonly unmasked: () => { readonly shown: number; readonly withheld: number }
}

type Asked = UnmaskingPorts & {
  readonly viewer: Viewer
  /** The header as it came. */
  readonly reason: string
  readonly ref: Context['ref']
}

/**
 * What a request that asks for real numbers may see of them. Throws a request error for a viewer who may not, and for a reason
 * that is none: a client that asked for numbers must not take masks for them.
 */
export const createRevealer = ({ viewer, reason, ref, take, audit }: Asked): Revealer => {
  if (!viewer.scopes.has('calls:unmask'))
    throw requestError(403, 'FORBIDDEN', 'The credential of this request may not see real numbers in full.')
  const why = reason.trim()
  const fault = reasonFault(why)
  if (fault) throw requestError(400, 'BAD_REQUEST', `The header ${unmaskHeader} ${fault}.`)

  let [shown, withheld] = [0, 0]
  const written = (unmasking: Unmasking): boolean => {
    try {
      audit(unmasking)
      return true
    } catch {
      return false
    }
  }
  const tell = (number: PhoneNumber, field: string, taken: boolean): string => {
    if (taken && written({ viewerId: viewer.id, reason: why, field, ref: ref(number) })) {
      shown += 1
      return number.reveal()
    }
    withheld += 1
    return mask(number.reveal())
  }
  return {
    reveal: (number, field) => {
      const taken = take(viewer.id)
      if (typeof taken === 'boolean') return tell(number, field, taken)
      // Who counts cannot be asked: then none is left.
      return taken.then(
        (within) => tell(number, field, within),
        () => tell(number, field, false),
      )
    },
    unmasked: () => ({ shown, withheld }),
  }
}

/** What is wrong with a reason; null when it will do. It is kept, so it must hold no number itself, however it is spaced. */
const reasonFault = (why: string): string | null => {
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{5,200}$/u.test(why)) return 'must say why, in 5 to 200 printable characters'
  return (why.match(/\p{Nd}/gu)?.length ?? 0) >= 7
    ? 'must not hold seven digits or more, which might be a phone number'
    : null
}
