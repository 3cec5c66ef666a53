import SchemaBuilder from '@pothos/core'
import type { NumberX, PhoneNumber } from '../../dypls/terms/phone.ts'
import type { Context } from '../request/context.ts'
import './declared-plugin.ts'

/** An input type, for helpers that take one. */
export type { InputRef } from '@pothos/core'

type Scalar<T> = { Input: T; Output: T }

/** The one builder. Fields are non-null unless they say what their null means. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: Scalar<Date>
    PhoneNumber: Scalar<PhoneNumber>
    NumberX: Scalar<NumberX>
  }
}>({ plugins: ['ours'], defaultFieldNullability: false })

/** The builder's own type parameter, for helpers that take refs. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never
