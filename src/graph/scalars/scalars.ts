import { GraphQLError } from 'graphql'
import { numberX, phoneNumber } from '../../dypls/terms/phone.ts'
import { builder } from '../fields/builder.ts'
import { textOf } from '../numbers/revealed-field.ts'

// The value is not repeated in the message: it may be a phone number in the wrong place.
const refuse = (wants: string): never => {
  throw new GraphQLError(`Expected ${wants}.`)
}

const asText = (value: unknown, wants: string): string => (typeof value === 'string' ? value : refuse(wants))

const isoWithOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

builder.scalarType('DateTime', {
  description:
    'A moment as ISO 8601 with an offset, such as `2026-01-10T08:00:00+08:00`. Input must carry the offset; output is in Beijing time, as the upstream speaks it.',
  parseValue: (value) => {
    const text = asText(value, 'a moment such as "2026-01-10T08:00:00+08:00", as text')
    const at = new Date(text)
    return isoWithOffset.test(text) && !Number.isNaN(at.getTime())
      ? at
      : refuse('a moment with an offset, such as "2026-01-10T08:00:00+08:00"')
  },
  serialize: (at) => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`,
})

builder.scalarType('PhoneNumber', {
  description:
    'A real number of a person, digits only: mobile, or landline with its area code. Answers mask it (`138****0000`), unless the credential has the scope `calls:unmask` and the header `x-dypls-unmask-reason` says why: then each number is recorded in the audit log and shown. One that is over the rate limit or cannot be recorded stays masked; `extensions.dypls.unmasked` counts both. A malformed one is answered with InvalidInputError by the field that takes it.',
  parseValue: (value) => phoneNumber(asText(value, 'a phone number as text')),
  serialize: textOf,
})

builder.scalarType('NumberX', {
  description:
    'A number lent by the platform (X), digits only. Shown in full to whoever may read the field, since it is there to be dialled; masked in logs and traces.',
  parseValue: (value) => numberX(asText(value, 'a phone number as text')),
  serialize: (number) => number.reveal(),
})
