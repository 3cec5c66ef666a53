import type { Answer, Params } from '../../aliyun/contract/operation.ts'
import type { World } from '../world/world.ts'
import type { BusinessRefusal } from './outcome.ts'

export type HandlerPorts = {
  readonly world: World
  /** The sandbox's clock at this call, in ms. */
  readonly now: number
  readonly ids: () => string
}

/** One operation over the world: its decoded input to the values of its answer. Touches nothing but the world. */
export type Handler<O> = (input: Params<O>, ports: HandlerPorts) => Answer<O> | BusinessRefusal
