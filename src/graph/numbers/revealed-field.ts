import type { GraphQLFieldResolver } from 'graphql'
import { mask, type PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Context, Reveal } from '../request/context.ts'

/** Texts that a viewer was allowed to see, by a token that stands for the number on its way to the scalar. */
const shown = new WeakMap<object, string>()

/**
 * What an answer says of a real number: its masked form, unless a reveal let it through on its way here. Masking twice does
 * no harm, and a bare text that strayed here is masked too.
 */
export const textOf = (number: PhoneNumber): string => shown.get(number) ?? mask(String(number))

/**
 * A resolver whose real numbers are shown as this request's viewer may see them. Hardly any viewer may see more than the mask,
 * so nearly always this costs one comparison.
 */
export const phoneField =
  <P>(resolve: GraphQLFieldResolver<P, Context>, field: string): GraphQLFieldResolver<P, Context> =>
  (parent, args, context, info) => {
    const value: unknown = resolve(parent, args, context, info)
    const { reveal } = context
    if (reveal === null) return value
    return value instanceof Promise ? value.then((late) => passed(late, reveal, field)) : passed(value, reveal, field)
  }

const passed = (value: unknown, reveal: Reveal, field: string): unknown => {
  if (Array.isArray(value)) return value.map((each) => passed(each, reveal, field))
  if (value === null || value === undefined) return value
  const text = reveal(value as PhoneNumber, field)
  const token = {}
  shown.set(token, text)
  return token
}
