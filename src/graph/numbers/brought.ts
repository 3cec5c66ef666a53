import type { GraphQLFieldResolver } from 'graphql'
import { explain } from '../../dypls/rejections/catalogue.ts'
import { isNumber } from '../../dypls/terms/phone.ts'
import type { Failed } from '../fields/failed.ts'
import type { Context } from '../request/context.ts'

/**
 * Numbers that a caller brings in by arguments. Their refs come back somewhere: in the details of what was bound, in the
 * audit log. Whoever has refs of numbers of their own choice can try all that fit a mask and so find the number behind it,
 * which is why a caller may name so many different ones and no more.
 */

type Args = Readonly<Record<string, unknown>>

/** Counts what a field is asked with before it does anything: past the limit nothing is sent, and no ref comes back. */
export const countingNumbers =
  <P>(resolve: GraphQLFieldResolver<P, Context>, field: string): GraphQLFieldResolver<P, Context> =>
  (parent, args: Args, context, info) => {
    const waitMs = waitForNumbers(args, context, field)
    return waitMs > 0 ? tooManyNumbers(waitMs) : resolve(parent, args, context, info)
  }

/** Milliseconds until the caller may name these; 0 where it may, which is counted then. Asked twice it counts once. */
export const waitForNumbers = (args: Args, context: Context, field: string): number => {
  // Lent numbers too where an audit record holds their refs: a real one may stand in such a place.
  const numbers = numbersIn(args, field.startsWith('Mutation.'), [])
  return numbers.length === 0 ? 0 : context.bring(field, numbers)
}

/** Every result union has this failure; that each field which counts answers with one is a law (`chosen-numbers.test.ts`). */
export const tooManyNumbers = (waitMs: number): Failed<'Throttled'> => ({
  failed: 'Throttled',
  code: 'NUMBERS_LIMIT',
  requestId: null,
  about: explain('NUMBERS_LIMIT', 0),
  retryAfterMs: waitMs,
})

const numbersIn = (value: unknown, lentToo: boolean, found: string[]): string[] => {
  if (typeof value !== 'object' || value === null) return found
  if (isNumber(value)) {
    if (lentToo || value.whose === 'real') found.push(value.reveal())
  } else for (const part of Array.isArray(value) ? value : Object.values(value)) numbersIn(part, lentToo, found)
  return found
}
