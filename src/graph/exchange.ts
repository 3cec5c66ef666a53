import type { FieldRef } from '@pothos/core'
import type { Types } from './builder.ts'

type Exchange = { readonly requestId?: string | null | undefined }

/** `requestId` of a success: what the upstream's support asks for first. */
export const requestIdField = <E extends object>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, E>,
  ...[exchangeOf = (value) => value as Exchange]: E extends Exchange
    ? [of?: (value: E) => Exchange]
    : [of: (value: E) => Exchange]
): FieldRef<Types, string | null | undefined> =>
  t.string({
    nullable: true,
    description: 'The upstream’s id of the exchange; null when it named none.',
    resolve: (value) => exchangeOf(value).requestId ?? null,
  })
