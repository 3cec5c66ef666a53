import { Lexer, Source, TokenKind } from 'graphql'

/**
 * A message for a viewer that may not introspect. A name of the schema that the document does not have itself is left out:
 * suggestions, required arguments and expected types would otherwise tell the schema to a client that keeps asking wrongly.
 */
export const hideNames = (message: string, document: string): string => {
  if (!message.includes('"')) return message
  const theirs = namesOf(document)
  const isTheirs = (text: string): boolean => (text.match(/[_A-Za-z]\w*/g) ?? []).every((name) => theirs.has(name))
  return message
    .replace(/ Did you mean ([\s\S]*)\?$/, (hint, names: string) => (isTheirs(names.replace(wording, '')) ? hint : ''))
    .replace(quoted, (whole, before = '', inside: string, after?: string) =>
      before === ' at ' || after || isTheirs(inside) ? whole : `${before}"…"`,
    )
}

const wording = /\b(?:or|the enum value|to use an inline fragment on)\b/g
/** Paths into variables and fields that no type has are words of the caller's own. */
const quoted = /( at )?"([^"]*)"( is not defined by type)?/g

/** Comments and texts do not count: whole dictionaries fit into them. */
const namesOf = (document: string): ReadonlySet<string> => {
  const names = new Set(everybodys)
  const lexer = new Lexer(new Source(document))
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance())
      if (token.kind === TokenKind.NAME) names.add(token.value)
  } catch {
    // A document that is none: what was read so far are its names.
  }
  return names
}

const everybodys = [
  ...['Query', 'Mutation', 'Subscription', 'ID', 'Int', 'Float', 'String', 'Boolean'],
  ...['skip', 'include', 'if', '__typename', '__schema', '__type'],
]
