import type { Answer, Params } from '../aliyun/operation.ts'
import type { World } from './world.ts'

export type HandlerPorts = {
  readonly world: World
  /** The sandbox's clock at this call, in ms. */
  readonly now: number
  readonly ids: () => string
}

/** The business said no: an HTTP 200 answer with this code. */
export type Refusal = { readonly refusedWith: string }

export const refusal = (code: string): Refusal => ({ refusedWith: code })

export const isRefusal = (outcome: object): outcome is Refusal => 'refusedWith' in outcome

/** One operation over the world: its decoded input to the values of its answer. Touches nothing but the world. */
export type Handler<O> = (input: Params<O>, ports: HandlerPorts) => Answer<O> | Refusal
