import fc from 'fast-check'
import {
  type DocumentNode,
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
  parse,
  visit,
} from 'graphql'

/** A request as clients print it, valid or nearly so. */
export type Printed = {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

/** Texts that mean something to the sandbox, among some that do not; a pool that a limited credential has not. */
const words = ['FC100000000000001', 'FC100000000000001', '1000000000000001', '1000000000000002', '404', 'FC9']
const phones = ['17000000001', '13900000001']
const moments = ['2026-01-10T08:00:00+08:00', '2027-12-31T23:59:59Z']
/** What clients call things, and what only a mischievous one does. */
const aliases = ['a', 'data', 'first', 'item']
const oddNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

/** Not the small and the large first, as fast-check would have it: parts of a hundred are meant. */
const evenly = (count: number): fc.Arbitrary<number> => fc.noBias(fc.nat({ max: count - 1 }))

const mostSize = 60

type Variable = { readonly head: string; readonly value: unknown }

/**
 * Requests as clients with component fragments print them: a fragment spread in several places, one response key selected
 * several times, conditions in half of the places, several operations in a document, defaults that a null or nothing meets.
 * `roots` are the fields of the query that may be asked.
 */
export const printedOver = (schema: GraphQLSchema, roots: readonly string[]): fc.Arbitrary<Printed> =>
  fc.gen().map((draw) => {
    const odds = (part: number): boolean => draw(evenly, 100) < part
    const pick = <T>(items: readonly T[]): T => items[draw(evenly, Math.max(1, items.length))] as T
    const variables = new Map<string, Variable>()
    const fragments: { readonly type: string; readonly name: string; readonly text: string; readonly size: number }[] =
      []
    const conditional = odds(45)
    const defaults = odds(25)
    const odd = odds(10)
    const byVariables = odds(70)

    const leaf = (name: string): unknown => {
      if (name === 'Int') return draw(fc.integer, { min: -1, max: 5 })
      if (name === 'Float') return draw(fc.integer, { min: -5, max: 5 }) / 2
      if (name === 'Boolean') return odds(50)
      if (name === 'DateTime') return pick(moments)
      return name === 'PhoneNumber' || name === 'NumberX' ? pick(phones) : pick(words)
    }

    const value = (type: GraphQLInputType): unknown => {
      if (isNonNullType(type)) return value(type.ofType) ?? value(type)
      if (odds(8)) return null
      if (isListType(type)) return Array.from({ length: draw(evenly, 4) }, () => value(type.ofType))
      if (isEnumType(type)) return { enum: pick(type.getValues()).name }
      if (!isInputObjectType(type)) return leaf(type.name)
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || odds(40))
      return Object.fromEntries(fields.map((field) => [field.name, value(field.type)]))
    }

    /** A variable of the type, with or without a default; what is given for it may be null or nothing at all. */
    const variable = (type: GraphQLInputType): string => {
      const name =
        odd && odds(20) ? `${pick(oddNames)}${variables.size > 0 ? variables.size : ''}` : `v${variables.size}`
      const nullable = isNonNullType(type) ? type.ofType : type
      const withDefault = defaults && odds(60)
      const asNullable = withDefault && odds(50)
      const declared = `$${name}: ${asNullable ? nullable : type}`
      const head = withDefault ? `${declared} = ${written(value(type))}` : declared
      const mayLack = withDefault || !isNonNullType(type)
      const fate = mayLack && odds(50) ? (odds(50) ? undefined : null) : 'given'
      variables.set(name, { head, value: fate === 'given' ? asJson(value(type)) : fate })
      return `$${name}`
    }

    const inside = (type: GraphQLInputType): string => {
      if (isLeafType(getNamedType(type)) && odds(40)) return variable(type)
      const named = isNonNullType(type) ? type.ofType : type
      if (isListType(named) && odds(60)) return `[${Array.from({ length: 2 }, () => inside(named.ofType)).join(', ')}]`
      if (!isInputObjectType(named)) return written(value(type))
      const fields = Object.values(named.getFields()).filter((field) => isNonNullType(field.type) || odds(40))
      return `{ ${fields.map((field) => `${field.name}: ${inside(field.type)}`).join(', ')} }`
    }

    const argument = ({ name, type }: GraphQLArgument): string =>
      `${name}: ${byVariables || odds(40) ? variable(type) : odds(50) ? inside(type) : written(value(type))}`

    /** Fields so far, fragments expanded: those that spread each other would double without end. */
    let size = 0
    const booleans: string[] = []
    const condition = (): string => {
      if (!conditional || !odds(50)) return ''
      const fresh = booleans.length < 4 || odds(10)
      const name = fresh ? variable(booleanType) : pick(booleans)
      if (fresh) booleans.push(name)
      return ` @${pick(['include', 'skip'])}(if: ${odds(10) ? pick(['true', 'false']) : name})`
    }
    const flag = schema.getDirective('include')?.args[0]?.type
    if (!flag) throw new Error('there is no @include')
    const booleanType = flag

    const selection = (type: GraphQLOutputType, depth: number): string => {
      const named = getNamedType(type)
      if (isObjectType(named)) return fieldsOf(named, depth)
      if (!isAbstractType(named)) return ''
      const members = schema.getPossibleTypes(named)
      const parts = Array.from({ length: 1 + draw(evenly, 3) }, () => {
        const member = odds(85) ? (members[0] ?? pick(members)) : pick(members)
        return `... on ${member.name}${condition()} ${fieldsOf(member, depth)}`
      })
      return `{ __typename ${odds(50) ? `... on Error${condition()} { code retryable }` : ''} ${parts.join(' ')} }`
    }

    /** Mostly such that no two different things have one name, which is refused. */
    const alias = (field: Field, args: readonly string[]): string => {
      if (odd && odds(30)) return `${pick(oddNames)}: `
      if (args.length > 0 && odds(95)) return `${pick(aliases)}${++named}: `
      return odds(20) ? `${pick(aliases)}_${field.name}: ` : ''
    }
    let named = 0

    const fieldsOf = (type: GraphQLObjectType, depth: number): string => {
      const fields = Object.values(type.getFields()).filter((each) => depth < 5 || isLeafType(getNamedType(each.type)))
      const parts = ['__typename']
      for (let count = 1 + draw(evenly, 4); count > 0 && size < mostSize; count--)
        parts.push(...partOf(type, fields, depth))
      return `{ ${parts.join(' ')} }`
    }

    /** One thing selected: a field, perhaps in several places; a fragment, perhaps one that stands elsewhere too. */
    const partOf = (type: GraphQLObjectType, fields: readonly Field[], depth: number): string[] => {
      const mine = fragments.filter((each) => each.type === type.name && size + each.size < mostSize)
      if (mine.length > 0 && odds(45)) {
        const chosen = pick(mine)
        size += chosen.size
        return [`...${chosen.name}${condition()}`]
      }
      if (odds(20)) return [`...${fragmentOn(type, depth)}${condition()}`]
      if (odds(10)) return [`...${condition()} ${fieldsOf(type, depth)}`]
      const composite = fields.filter((each) => !isLeafType(getNamedType(each.type)))
      const field = pick(composite.length > 0 && odds(50) ? composite : fields)
      return field ? fieldIn(field, depth) : []
    }

    const fragmentOn = (type: GraphQLObjectType, depth: number): string => {
      const before = size
      const text = fieldsOf(type, depth)
      const name = `F${fragments.length}`
      fragments.push({ type: type.name, name, text, size: size - before })
      return name
    }

    const fieldIn = (field: Field, depth: number): string[] => {
      const args = field.args.filter((each) => isNonNullType(each.type) || odds(30)).map(argument)
      const head = `${alias(field, args)}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}`
      size++
      const part = (when: string): string => `${head}${when} ${selection(field.type, depth + 1)}`
      if (!odds(40)) return [part(condition())]
      if (!conditional || odds(40)) return [part(condition()), part(condition())]
      // What two components of a page print: one way or the other.
      const either = pick(booleans) ?? variable(booleanType)
      return [part(` @include(if: ${either})`), part(` @skip(if: ${either})`)]
    }

    const query = schema.getQueryType()
    if (!query) throw new Error('the schema has no queries')
    const asked = roots.flatMap((name) => query.getFields()[name] ?? [])
    const operation = (): string => {
      const parts = Array.from({ length: 1 + draw(evenly, 3) }, () => partOf(query, asked, 1)).flat()
      return `{ ${parts.join(' ')} }`
    }
    const bodies = odds(10) ? [operation(), operation()] : [operation()]
    return assembled(bodies, fragments, variables, odds)
  })

type Field = ReturnType<GraphQLObjectType['getFields']>[string]

/** Heads each operation with the variables that it uses, and leaves out what nobody uses. */
const assembled = (
  bodies: readonly string[],
  fragments: readonly { readonly type: string; readonly name: string; readonly text: string }[],
  variables: ReadonlyMap<string, Variable>,
  odds: (part: number) => boolean,
): Printed => {
  const used = bodies.map((body) => usedIn(body, new Map(fragments.map(({ name, text }) => [name, text]))))
  const operations = bodies.map((body, index) => {
    const heads = [...(used[index]?.variables ?? [])].flatMap((name) => variables.get(name)?.head ?? [])
    return `query ${bodies.length > 1 || heads.length > 0 ? `Q${index}` : ''}${heads.length > 0 ? `(${heads.join(', ')})` : ''} ${body}`
  })
  const spread = fragments.filter(({ name }) => used.some((each) => each.fragments.has(name)))
  const texts = spread.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`)
  const given = [...variables].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]))
  return {
    query: (odds(50) ? [...operations, ...texts] : [...texts, ...operations]).join('\n'),
    // An own property, also for __proto__.
    variables: Object.fromEntries(given),
    ...(bodies.length > 1 ? { operationName: 'Q1' } : {}),
  }
}

const usedIn = (body: string, fragments: ReadonlyMap<string, string>) => {
  const found = { variables: new Set<string>(), fragments: new Set<string>() }
  const look = (document: DocumentNode): void => {
    visit(document, {
      Variable: ({ name }) => void found.variables.add(name.value),
      FragmentSpread: ({ name }) => {
        if (found.fragments.has(name.value)) return
        found.fragments.add(name.value)
        look(parse(fragments.get(name.value) ?? '{ __typename }', { noLocation: true }))
      },
    })
  }
  look(parse(body, { noLocation: true }))
  return found
}

const isEnumMark = (given: unknown): given is { readonly enum: string } =>
  typeof given === 'object' && given !== null && 'enum' in given

const asJson = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(asJson)
  if (isEnumMark(given)) return given.enum
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, inner]) => [name, asJson(inner)]))
}

const written = (given: unknown): string => {
  if (Array.isArray(given)) return `[${given.map(written).join(', ')}]`
  if (isEnumMark(given)) return given.enum
  if (typeof given !== 'object' || given === null) return JSON.stringify(given)
  return `{ ${Object.entries(given)
    .map(([name, inner]) => `${name}: ${written(inner)}`)
    .join(', ')} }`
}
