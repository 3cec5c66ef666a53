/** One element of an XML document: its own text, and what is within it. */
export type XmlElement = { readonly name: string; readonly text: string; readonly children: readonly XmlElement[] }

/** A document that is not read, and why; the message holds nothing of it. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

const mostCharacters = 1_048_576
const mostLevels = 8

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// In the order of what may begin here; a comment or a further declaration is none of it, and refused with the rest.
const token =
  /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/y
const prologue = /^\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?/

/**
 * Reads the flat XML of Alibaba Cloud's message service: elements, text, CDATA. Whatever else XML can do is refused:
 * DOCTYPE, comments, entities other than the five and characters by number. Null for a document without an element.
 */
export const readXml = (text: string): XmlElement | null => {
  if (text.length > mostCharacters) throw new XmlFault('the XML is too large')
  token.lastIndex = prologue.exec(text)?.[0].length ?? 0
  if (token.lastIndex === text.length) return null
  const open: { readonly name: string; text: string; readonly children: XmlElement[] }[] = []
  let root: XmlElement | null = null

  const close = (): void => {
    const done = open.pop()
    if (!done) throw new XmlFault('the XML closes what is not open')
    const parent = open.at(-1)
    if (parent) parent.children.push(done)
    else root = done
  }

  while (token.lastIndex < text.length) {
    const [found, closes, name, , closesItself, cdata, plain] = token.exec(text) ?? []
    if (found === undefined) throw new XmlFault('the XML is cut off, or uses what is not read')
    const inner = open.at(-1)
    if (name === undefined) {
      const said = cdata ?? decoded(plain ?? '')
      if (inner) inner.text += said
      else if (said.trim() !== '') throw new XmlFault('the XML has text outside of its root')
    } else if (closes === '/') {
      if (inner?.name !== name) throw new XmlFault('the XML closes what is not open')
      close()
    } else {
      if (root) throw new XmlFault('the XML has more than one root')
      if (open.length === mostLevels) throw new XmlFault('the XML nests too deeply')
      open.push({ name, text: '', children: [] })
      if (closesItself === '/') close()
    }
  }
  if (open.length > 0) throw new XmlFault('the XML is cut off, or uses what is not read')
  return root
}

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&([^;&]{0,12};?)/g, (_all, name: string) => {
        const known = name.endsWith(';') ? characterOf(name.slice(0, -1)) : null
        if (known === null) throw new XmlFault('the XML has an unknown entity')
        return known
      })
    : text

const characterOf = (name: string): string | null => {
  if (Object.hasOwn(entities, name)) return entities[name] ?? null
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? []
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}

/** The text of the first child of that name; empty where there is none. */
export const childText = (element: XmlElement, name: string): string =>
  element.children.find((child) => child.name === name)?.text ?? ''

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

export const escapeText = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? '')
