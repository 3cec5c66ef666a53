import type { FieldMap } from '@pothos/core'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Types } from '../fields/builder.ts'

type Fields<P> = PothosSchemaTypes.ObjectFieldBuilder<Types, P>
type About<P, N> = { readonly description: string; readonly resolve: (parent: P) => N }

/**
 * A number that the caller has just named and the answer only repeats. Its ref equals no other field's, since it would
 * undo their masks: see `createOwnRefs`.
 */
export const ownNumber = <P>(
  t: Fields<P>,
  name: string,
  { description, resolve }: About<P, PhoneNumber>,
): FieldMap => ({
  [name]: t.field({ type: 'PhoneNumber', description, resolve }),
  [`${name}Ref`]: t.id({
    description: `Stands for \`${name}\` among the numbers that this credential named itself: it never equals a ref of another field.`,
    deprecationReason: 'The answer only repeats your own number, so keep that. This ref can be matched with no other.',
    resolve: (parent, _args, { ownRef, viewer }) => ownRef(viewer, resolve(parent)),
  }),
})

/**
 * A real number that may be missing and the ref that stands for it, declared together: every answer that holds a person's
 * number can be matched with others without showing it. Spread the result into the fields of a type.
 */
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
