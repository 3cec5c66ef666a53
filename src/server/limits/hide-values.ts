import { mask } from '../../dypls/terms/phone.ts'

/**
 * graphql-js repeats the value that does not fit, which may be a phone number or a secret in the wrong place. Where a
 * message is about a value, only what is known to hold none of it is kept. Linear: a value can be as long as a body.
 */
export const withoutValues = (told: string): string => {
  const message = withoutEnumValue(told)
  const at = message.indexOf(invalid)
  if (at < 0) return masked(aboutAValue.exec(message)?.[0].concat('.', suggestionOf(message)) ?? message)
  const [cut = '', path = ''] = reasonStart.exec(message) ?? []
  const rest = cut === '' ? '' : message.slice(message.indexOf(cut, at) + cut.length)
  const reason = aboutAValue.exec(rest)?.[0] ?? 'It does not fit'
  return masked(`${message.slice(0, at)} got an invalid value${path}; ${reason}.${suggestionOf(rest)}`)
}

/** Searched for, not matched: a pattern would need quadratic time for a value that is made for it. */
const withoutEnumValue = (message: string): string => {
  const [from, to] = [message.indexOf('Value "'), message.lastIndexOf('" does not exist in "')]
  return from < 0 || to < from ? message : `${message.slice(0, from)}The value${message.slice(to + 1)}`
}

const invalid = ' got invalid value '
/** `Variable "$v" got invalid value <value> at "<path>"; <reason>`. */
const reasonStart = /( at "[\w.[\]]{1,300}")?; (?=Expected |Field "|Exactly |Enum "|The value |\w+ cannot represent )/

/** What graphql-js, its executor and our scalars say of a value, up to where they would repeat it. */
const aboutAValue = new RegExp(
  [
    'Expected (?:a )?(?:value of )?(?:non-null(?:able)? )?type "[^"]{1,300}"(?: not to be null| to be an object| to be provided)?',
    'Expected value of type "[^"]{1,300}"(?: not)? to include (?:required|unknown) field "\\w{1,128}"',
    'Expected an? [a-z ,]+(?:"2026-01-10T08:00:00\\+08:00")?(?:, as text)?',
    'Field "\\w{1,128}" is not defined by type "\\w+"',
    'Field "[\\w.]{1,300}" (?:of required type "[^"]{1,300}" was not provided|must be non-null)',
    'Exactly one key must be specified for OneOf type "\\w+"',
    'Enum "\\w+" cannot represent (?:non-string |non-enum )?value',
    '\\w+ cannot represent (?:an? )?[\\w -]*?value',
    'Argument "\\w+" has invalid value',
    'The value does not exist in "\\w+" enum',
    'Syntax Error: (?:Unexpected|Expected .{1,60}?, found) (?:String|BlockString|Int|Float)',
  ]
    .map((pattern) => `^${pattern}`)
    .join('|'),
)

/** Names only: no value can look like it. */
const suggestionOf = (message: string): string =>
  / Did you mean (?:the enum value )?"\w+"(?:,? (?:or )?"\w+")*\?$/.exec(message.slice(-600))?.[0] ?? ''

const masked = (message: string): string => message.replace(/\d{7,}/g, mask)
