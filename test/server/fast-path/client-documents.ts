import fc from 'fast-check'
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** What a client sends: a document of one or more operations, the name of one, and its variables. */
export type ClientRequest = {
  readonly query: string
  readonly operationName?: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Equal wherever a field stands, as in the fragments of components: so equal response keys can be merged. */
const argumentsOf: Readonly<Record<string, string>> = {
  poolKey: '$pool',
  key: '$pool',
  subsId: '$binding',
  number: '"17000000001"',
  numberX: '"17000000001"',
  callId: '"call-1"',
  code: '"TIMEOUT"',
  keys: '[{ poolKey: $pool, subsId: $binding }]',
}

/** Root fields that answer differently each time they are asked. */
const everNew: ReadonlySet<string> = new Set(['uploadGrant', 'upstream', 'auditLog'])

/**
 * Documents as programs of components print them: fragments spread in several places, the same field in several of them,
 * conditions in half of the places, strange aliases, variables with defaults that are given, left out or null, and other
 * operations beside the one that is asked.
 */
export const clientRequestsOver = (schema: GraphQLSchema): fc.Arbitrary<ClientRequest> =>
  fc.gen().map((draw) => {
    const odds = (part: number): boolean => draw(fc.integer, { min: 1, max: 100 }) <= part
    const pick = <T>(items: readonly T[]): T => items[draw(fc.nat, { max: items.length - 1 })] as T
    const fragments: { readonly name: string; readonly on: string; readonly text: string }[] = []

    // Some documents have none at all: those are compiled.
    const conditional = odds(60)
    const condition = (): string =>
      conditional && odds(50) ? ` @${pick(['include', 'skip'])}(if: ${pick(['$a', '$b', '$c', 'true', 'false'])})` : ''

    /** Null for a field that wants an argument we have no value for. */
    const field = (type: GraphQLObjectType, each: GraphQLField<unknown, unknown>, depth: number): string | null => {
      const wanted = each.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined)
      if (wanted.some(({ name }) => argumentsOf[name] === undefined)) return null
      const args = wanted.map(({ name }) => `${name}: ${argumentsOf[name]}`)
      // Of one type's fields each has its own, so that equal response keys are always the same field.
      const place = Object.keys(type.getFields()).indexOf(each.name)
      const alias = type.name.length % 4 === 0 ? ['constructor', 'toString', '__proto__'][place] : undefined
      return `${alias ? `${alias}: ` : ''}${each.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()} ${selection(each.type, depth + 1)}`
    }

    const fieldsOf = (type: GraphQLObjectType, depth: number): string => {
      const usable = Object.values(type.getFields()).filter(
        ({ name, type: of }) => !everNew.has(name) && (depth < 4 || isLeafType(getNamedType(of))),
      )
      const parts = Array.from({ length: 1 + draw(fc.nat, { max: 3 }) }, () => {
        const known = fragments.filter(({ on }) => on === type.name)
        if (known.length > 0 && odds(40)) return `...${pick(known).name}${condition()}`
        if (odds(15)) return `...${condition()} ${fieldsOf(type, depth + 1)}`
        const text = usable.length > 0 ? field(type, pick(usable), depth) : null
        if (text === null || !odds(30)) return text ?? '__typename'
        const name = `F${fragments.length}`
        fragments.push({ name, on: type.name, text: `fragment ${name} on ${type.name} { ${text} }` })
        return `...${name}${condition()}`
      })
      return `{ ${parts.join(' ')} __typename }`
    }

    const selection = (type: GraphQLOutputType, depth: number): string => {
      const named = getNamedType(type)
      if (isObjectType(named)) return fieldsOf(named, depth)
      if (!isAbstractType(named)) return ''
      const members = schema.getPossibleTypes(named).filter(() => odds(40))
      const parts = members.map((member) => `... on ${member.name}${condition()} ${fieldsOf(member, depth)}`)
      return `{ ${odds(50) ? `... on Error${condition()} { code retryable } ` : ''}${parts.join(' ')} __typename }`
    }

    const root = schema.getQueryType()
    if (!root) throw new Error('the schema has no queries')
    const body = fieldsOf(root, 0)
    const more = odds(20) ? ' query Other { __typename }' : ''
    const whole = `{ ${body.slice(1, -1)} ${odds(70) ? 'coded: errorCatalog(code: $code) { code }' : ''} } ${fragments.map(({ text }) => text).join(' ')}`
    const types = { pool: 'ID!', binding: 'ID!', a: 'Boolean!', b: 'Boolean = true', c: 'Boolean! = false' }
    const declared = Object.entries({ ...types, code: 'String = "TIMEOUT"' })
      .filter(([name]) => whole.includes(`$${name}`))
      .map(([name, type]) => `$${name}: ${type}`)
    return {
      query: `query Asked${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${whole}${more}`,
      ...(more ? { operationName: 'Asked' } : odds(50) ? { operationName: 'Asked' } : {}),
      variables: {
        pool: 'FC100000000000001',
        binding: pick(['1000000000000001', '1000000000000002', '404']),
        a: odds(50),
        ...(odds(30) ? {} : { b: odds(5) ? null : odds(50) }),
        ...(odds(50) ? { c: odds(50) } : {}),
        ...(odds(40) ? { code: pick([null, 'CIRCUIT_OPEN']) } : {}),
      },
    }
  })
