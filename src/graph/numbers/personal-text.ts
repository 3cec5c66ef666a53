import { maskNumbersIn } from '../../dypls/terms/phone.ts'

/**
 * Free text of people or of the upstream, which may repeat a real number where no type can mask it: what looks like one
 * is masked, for every viewer, since a text cannot be audited number by number. Null for none.
 */
export const personalText = (text: string | null | undefined): string | null => (text ? maskNumbersIn(text) : null)

/** For the descriptions of such fields. */
export const numbersMasked = 'What looks like a phone number in it is masked.'
