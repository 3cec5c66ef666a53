import type { GraphQLError } from 'graphql'
import { type Refused, withheld } from '../../aliyun/failure.ts'
import type { Call } from './context.ts'
import { requestError } from './request-error.ts'
import { mayTouchPool, type Viewer } from './viewer.ts'

/**
 * The pool allow-list, where every way to the upstream comes by: a call that names a pool that the viewer may not touch is
 * refused before anything is sent, and so is, for a viewer with a list, what names none and therefore concerns all of them.
 * That an id belongs to the pool beside it is the upstream's to check, which wants both.
 */
export const withinPools = (viewer: Viewer, call: Call): Call =>
  viewer.pools === 'all'
    ? call
    : (row, input, lane) => (namesOwnPool(viewer, input) ? call(row, input, lane) : Promise.resolve(poolForbidden))

const namesOwnPool = (viewer: Viewer, { poolKey }: { readonly poolKey?: unknown }): boolean =>
  typeof poolKey === 'string' && mayTouchPool(viewer, poolKey)

const poolForbidden: Refused = {
  ok: false,
  failure: withheld('POOL_FORBIDDEN', 'the credential does not include the pool'),
  attempts: 0,
}

/** For fields that take a pool key without asking the upstream. Says nothing about whether there is such a pool. */
export const foreignPool = (): GraphQLError =>
  requestError(403, 'FORBIDDEN', 'The credential of this request does not include this pool.')
