import type { FieldMap } from '@pothos/core'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Types } from '../fields/builder.ts'

type Fields<P> = PothosSchemaTypes.ObjectFieldBuilder<Types, P>
type About<P, N> = { readonly description: string; readonly resolve: (parent: P) => N }

/**
 * A real number and the ref that stands for it, declared together: every answer that holds a person's number can be matched
 * with others without showing it. Spread the result into the fields of a type.
 */
export const realNumber = <P>(
  t: Fields<P>,
  name: string,
  { description, resolve }: About<P, PhoneNumber>,
): FieldMap => ({
  [name]: t.field({ type: 'PhoneNumber', description, resolve }),
  [`${name}Ref`]: t.id({ description: refMeans(name), resolve: (parent, _args, { ref }) => ref(resolve(parent)) }),
})

/** The same where the number may be missing. */
export const realNumberOrNull = <P>(
  t: Fields<P>,
  name: string,
  { description, resolve }: About<P, PhoneNumber | null | undefined>,
): FieldMap => ({
  [name]: t.field({ type: 'PhoneNumber', nullable: true, description, resolve: (parent) => resolve(parent) }),
  [`${name}Ref`]: t.id({
    nullable: true,
    description: `${refMeans(name)} Null where that is.`,
    resolve: (parent, _args, { ref }) => {
      const number = resolve(parent)
      return number ? ref(number) : null
    },
  }),
})

const refMeans = (name: string): string =>
  `Stands for \`${name}\` without telling it: equal numbers have equal refs wherever they occur in this deployment.`
