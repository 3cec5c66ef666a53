import type { FieldRef } from '@pothos/core'
import type { Types } from './builder.ts'

type Exchange = { readonly requestId?: string | null | undefined }

/** `requestId` of a success: what the upstream's support asks for first. */
export const requestIdField = <E extends object>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, E>,
  ...[exchangeOf]: E extends Exchange ? [of?: (value: E) => Exchange] : [of: (value: E) => Exchange]
): FieldRef<Types, string | null | undefined> => {
  const description = 'The upstream’s id of the exchange; null when it named none.'
  return exchangeOf
    ? t.string({ nullable: true, description, resolve: (value) => exchangeOf(value).requestId ?? null })
    : // Who gives no way to it has it at hand, by the type above.
      (t as PothosSchemaTypes.ObjectFieldBuilder<Types, Exchange>).exposeString('requestId', {
        nullable: true,
        description,
      })
}
