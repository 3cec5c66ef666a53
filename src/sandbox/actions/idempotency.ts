import { encodeParams, type Operation, type Params } from '../../aliyun/contract/operation.ts'
import { isRefusal, type Refusal, refusal } from './handler.ts'

type WithKey<O> = Params<O> & { readonly idempotencyKey?: string | undefined }

/** What was answered under the ids that callers choose for their messages. */
export type Idempotency = {
  /**
   * Acts once per operation and id. The same message again is told what the first was told; another message under a used
   * id is refused with `isv.ILLEGAL_ARGUMENT`, since only a bug sends it. Refused messages leave no trace. All of this is
   * inferred: the upstream names the id and nothing else.
   */
  readonly once: <O extends Operation, A extends object>(
    row: O,
    input: WithKey<O>,
    act: () => A | Refusal,
  ) => A | Refusal
  readonly clear: () => void
}

export const createIdempotency = (): Idempotency => {
  const told = new Map<string, { readonly message: string; readonly answer: object }>()
  return {
    once: <O extends Operation, A extends object>(row: O, input: WithKey<O>, act: () => A | Refusal) => {
      if (!input.idempotencyKey) return act()
      const key = `${row.action} ${input.idempotencyKey}`
      const message = JSON.stringify(encodeParams(row, input))
      const before = told.get(key)
      // What stands under this action was put there by this very handler.
      if (before) return before.message === message ? (before.answer as A) : refusal('isv.ILLEGAL_ARGUMENT')
      const answer = act()
      if (!isRefusal(answer)) told.set(key, { message, answer })
      return answer
    },
    clear: () => told.clear(),
  }
}
