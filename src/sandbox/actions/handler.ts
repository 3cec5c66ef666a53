import type { Answer, Params } from '../../aliyun/contract/operation.ts'
import type { World } from '../world/world.ts'

export type HandlerPorts = {
  readonly world: World
  /** The sandbox's clock at this call, in ms. */
  readonly now: number
  readonly ids: () => string
}

/** The business said no: an HTTP 200 answer with this code. */
export type Refusal = {
  readonly refusedWith: string
  /** The outer code says success all the same, where the family keeps a second one beneath it. */
  readonly inner?: true
  /** The message beside the code, where it says more than the code does. */
  readonly says?: string | undefined
}

export const refusal = (code: string, says?: string): Refusal => ({ refusedWith: code, says })

/** A no in the inner code of a family that nests one (`success.ts`); the same as `refusal` for every other family. */
export const innerRefusal = (code: string, says?: string): Refusal => ({ refusedWith: code, inner: true, says })

export const isRefusal = (outcome: object): outcome is Refusal => 'refusedWith' in outcome

/** One operation over the world: its decoded input to the values of its answer. Touches nothing but the world. */
export type Handler<O> = (input: Params<O>, ports: HandlerPorts) => Answer<O> | Refusal
