import fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** A query made up over the graph: valid, but for arguments that a field itself may refuse. */
export type MadeQuery = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }

/** Texts and numbers that mean something to the sandbox, among some that do not. */
const words = [
  'FC100000000000001',
  '1000000000000001',
  '1000000000000002',
  '404',
  '17000000001',
  '13900000001',
  '',
  '京',
]
const moments = ['2026-01-10T08:00:00+08:00', '2027-12-31T23:59:59Z']

/** Random queries over a schema, as people and programs write them: aliases, fragments, directives, variables, literals. */
export const queriesOver = (schema: GraphQLSchema): fc.Arbitrary<MadeQuery> =>
  fc.gen().map((draw) => {
    const variables: Record<string, unknown> = {}
    const declared: string[] = []
    const fragments: string[] = []
    const odds = (part: number): boolean => draw(fc.integer, { min: 1, max: 100 }) <= part
    const pick = <T>(items: readonly T[]): T => items[draw(fc.nat, { max: items.length - 1 })] as T

    const leaf = (name: string): unknown => {
      if (name === 'Int') return draw(fc.integer, { min: -1, max: 120 })
      if (name === 'Float') return draw(fc.integer, { min: -5, max: 5 }) / 2
      if (name === 'Boolean') return odds(50)
      return name === 'DateTime' ? pick(moments) : pick(words)
    }

    /** A value as JSON; enum values are marked, since they are written without quotes. */
    const value = (type: GraphQLInputType): unknown => {
      if (isNonNullType(type)) return value(type.ofType) ?? value(type.ofType) ?? leaf(getNamedType(type).name)
      if (odds(10)) return null
      if (isListType(type)) return Array.from({ length: draw(fc.nat, { max: 3 }) }, () => value(type.ofType))
      if (isEnumType(type)) return { enum: pick(type.getValues()).name }
      if (!isInputObjectType(type)) return leaf(type.name)
      return Object.fromEntries(
        Object.values(type.getFields()).flatMap((field) =>
          isNonNullType(field.type) || odds(40) ? [[field.name, value(field.type)]] : [],
        ),
      )
    }

    const argument = ({ name, type }: GraphQLArgument): string => {
      const given = value(type)
      if (odds(50) && isLeafType(getNamedType(type))) {
        const variable = `v${declared.length}`
        declared.push(`$${variable}: ${type}`)
        variables[variable] = asJson(given)
        return `${name}: $${variable}`
      }
      return `${name}: ${written(given)}`
    }

    const condition = (): string => {
      if (!odds(3)) return ''
      const variable = `v${declared.length}`
      declared.push(`$${variable}: Boolean!`)
      variables[variable] = odds(50)
      return ` @${pick(['include', 'skip'])}(if: $${variable})`
    }

    let aliases = 0
    const selection = (type: GraphQLOutputType, depth: number): string => {
      const named = getNamedType(type)
      if (isAbstractType(named)) {
        const members = schema.getPossibleTypes(named).filter(() => odds(40))
        const parts = members.map((member) => `... on ${member.name}${condition()} ${fieldsOf(member, depth)}`)
        return `{ ${odds(70) ? '__typename ' : ''}${odds(40) ? '... on Error { code message retryable hint } ' : ''}${parts.join(' ')} __typename }`
      }
      return isObjectType(named) ? fieldsOf(named, depth) : ''
    }

    const fieldsOf = (type: GraphQLObjectType, depth: number): string => {
      const fields = Object.values(type.getFields()).filter(
        (field) => odds(depth > 3 ? 50 : 30) && (depth < 5 || isLeafType(getNamedType(field.type))),
      )
      const body = `{ __typename ${fields
        .map((field) => {
          const args = field.args.filter((each) => isNonNullType(each.type) || odds(40)).map(argument)
          return `a${aliases++}: ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()} ${selection(field.type, depth + 1)}`
        })
        .join(' ')} }`
      if (!odds(15)) return body
      fragments.push(`fragment F${fragments.length} on ${type.name} ${body}`)
      return `{ ...F${fragments.length - 1} }`
    }

    const query = schema.getQueryType()
    if (!query) throw new Error('the schema has no queries')
    const root = Object.values(query.getFields())
    const fields = Array.from({ length: 1 + draw(fc.nat, { max: 2 }) }, () => {
      const field = pick(root)
      const args = field.args.filter((each) => isNonNullType(each.type) || odds(50)).map(argument)
      return `a${aliases++}: ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()} ${selection(field.type, 1)}`
    })
    const head = declared.length > 0 ? `query (${declared.join(', ')}) ` : ''
    return { query: `${head}{ ${fields.join(' ')} } ${fragments.join(' ')}`, variables }
  })

const isEnumMark = (given: unknown): given is { enum: string } =>
  typeof given === 'object' && given !== null && 'enum' in given

const asJson = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(asJson)
  return isEnumMark(given) ? given.enum : given
}

const written = (given: unknown): string => {
  if (Array.isArray(given)) return `[${given.map(written).join(', ')}]`
  if (isEnumMark(given)) return given.enum
  if (typeof given !== 'object' || given === null) return JSON.stringify(given)
  return `{ ${Object.entries(given)
    .map(([name, inner]) => `${name}: ${written(inner)}`)
    .join(', ')} }`
}
