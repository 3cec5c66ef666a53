import { isObject, type Json } from '../../aliyun/contract/json.ts'

/** JSON values as the gateway's XML: fields become elements, a list repeats its element, null leaves it out. */
export const printXml = (root: string, fields: Readonly<Record<string, Json>>): string =>
  `<?xml version='1.0' encoding='UTF-8'?><${root}>${children(fields)}</${root}>`

/** A text that is written as it is, in a CDATA section. */
export const cdata = (text: string): string => `<![CDATA[${valid(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const children = (fields: Readonly<Record<string, Json>>): string =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('')

const element = (name: string, value: Json): string => {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((item: Json) => element(name, item)).join('')
  return `<${name}>${isObject(value) ? children(value) : escapeXml(String(value))}</${name}>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser turns a bare carriage return into a line feed.
  '\r': '&#13;',
}

export const escapeXml = (text: string): string =>
  valid(text).replace(/[&<>"'\r]/g, (character) => entities[character] ?? character)

/** XML 1.0 has no way to write most control characters, not even escaped; they become the replacement character. */
const valid = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
