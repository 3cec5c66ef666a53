import fc from 'fast-check'
import { execute, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/graph/request/viewer.ts'
import { ruleOn } from '../../../src/server/limits/ruling.ts'
import { demandsOf } from '../../../src/server/limits/scopes-and-cost.ts'
import { declaredSchema, defaults, viewer } from './graph.ts'

const schema = declaredSchema()
const limits = { ...defaults, upstreamCalls: Number.MAX_SAFE_INTEGER }
const everybody: Scope[] = ['calls:read', 'bindings:write', 'numbers:read', 'audit:read']

const verdictOn = (query: string, variables: object, on: GraphQLSchema = schema, scopes: Scope[] = everybody) => {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('an operation is asked')
  const program = demandsOf(on, document, operation)
  return ruleOn({ schema: on, program, viewer: viewer(...scopes), variables, mayIntrospect: true, limits })
}

const size = fc.constantFrom('', '(size: 0)', '(size: 3)', '(size: $n)', '(size: -1)')
const kept = fc.constantFrom('', '', '', '@skip(if: $on)', '@include(if: $on)', '@include(if: true)', '@skip(if: true)')
/** Aliases keep fields of one name apart; without one, equal fields merge. */
const alias = fc.constantFrom('', '', 'a: ', 'b: ', 'c: ')
const many = (each: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(each, { minLength: 1, maxLength: 3 }).map((all) => `{ __typename ${all.join(' ')} }`)

const { query } = fc.letrec<Record<'query' | 'book' | 'shelf' | 'thing' | 'result', string>>((tie) => {
  const field = (name: string | fc.Arbitrary<string>, below?: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(alias, typeof name === 'string' ? fc.constant(name) : name, kept, below ?? fc.constant(''))
      .map((parts) => parts.join(' ').replace(':  ', ': '))
  const sized = (name: string): fc.Arbitrary<string> => size.map((args) => `${name}${args}`)
  const inside = (type: string, below: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(kept, below).map(([directive, set]) => `... on ${type} ${directive} ${set}`)
  const shallow = { depthSize: 'small', withCrossShrink: true } as const
  return {
    query: many(
      fc.oneof(
        field('free'),
        field(fc.constantFrom('call', 'call(id: 0)', 'call(id: $id)'), tie('result')),
        field(
          fc.constantFrom('calls(ids: [1, 2])', 'calls(ids: $ids)', 'calls(ids: [])', 'calls(ids: $id)'),
          tie('result'),
        ),
        field(sized('shelf'), tie('shelf')),
        field('book(id: 1)', tie('book')),
        field(fc.constantFrom('thing(id: 0)', 'thing(id: 1)'), tie('thing')),
        fc.constant('...Root'),
      ),
    ),
    book: many(
      fc.oneof(
        shallow,
        field(fc.constantFrom('id', 'price')),
        fc.constant('...Priced'),
        field(sized('more'), tie('book')),
        field(sized('shelf'), tie('shelf')),
        inside('Thing', tie('thing')),
      ),
    ),
    shelf: many(fc.oneof(shallow, field('size'), field('books', tie('book')))),
    thing: many(
      fc.oneof(
        shallow,
        field(fc.constantFrom('id', 'price')),
        inside('Book', tie('book')),
        inside('Pen', fc.constant('{ price ink }')),
      ),
    ),
    result: many(fc.oneof(shallow, inside('Book', tie('book')), fc.constant('... on Failure { message }'))),
  }
})

const parts =
  'fragment Root on Query { r: shelf(size: $n) { books { price } } } fragment Priced on Book { price p: price }'
const variables = fc.record({
  n: fc.integer({ min: -2, max: 4 }),
  on: fc.boolean(),
  id: fc.constantFrom('0', '1'),
  ids: fc.oneof(fc.array(fc.constantFrom('0', '1'), { maxLength: 4 }), fc.constant('1')),
})
const head = 'query ($n: Int! = 2, $on: Boolean! = true, $id: ID! = "1", $ids: [ID!]! = ["1"])'

describe('the cost that is known before', () => {
  it('is never less than the calls that are made', async () => {
    const seen = { run: 0, exact: 0, most: 0 }
    const given = fc.oneof(variables, fc.constant({}))
    await fc.assert(
      fc.asyncProperty(query, given, async (set, variableValues) => {
        const text = `${head} ${set} ${set.includes('...Root') ? parts.split(' fragment ')[0] : ''} ${
          set.includes('...Priced') ? `fragment ${parts.split(' fragment ')[1]}` : ''
        }`
        const document = parse(text)
        const faults = validate(schema, document).filter(({ message }) => !/is never used/.test(message))
        fc.pre(faults.length === 0)
        const verdict = verdictOn(text, variableValues)
        const count = { calls: 0 }
        await execute({ schema, document, variableValues, contextValue: { count } })
        expect(verdict).toEqual({ cost: expect.any(Number) })
        const cost = 'cost' in verdict ? verdict.cost : -1
        expect(cost).toBeGreaterThanOrEqual(count.calls)
        seen.run++
        if (cost === count.calls && cost > 0) seen.exact++
        seen.most = Math.max(seen.most, count.calls)
      }),
      { numRuns: 600, seed: 11, maxSkipsPerRun: 100 },
    )
    // It is a bound, not a wild guess, and it was tried on questions that cost something.
    expect(seen.exact / seen.run).toBeGreaterThan(0.1)
    expect(seen.most).toBeGreaterThan(20)
  })

  it('is a number at once where no variable has a say', () => {
    const document = parse('{ shelf(size: 4) { books { price } } }')
    const operation = getOperationAST(document)
    expect(operation && demandsOf(schema, document, operation)).toEqual({
      introspects: false,
      needs: [],
      cost: 5,
      deciding: [],
    })
  })

  it('coerces only the variables that decide something', () => {
    const document = parse('query ($id: ID!, $n: Int!) { book(id: $id) { more(size: $n) { price } } }')
    const operation = getOperationAST(document)
    const program = operation && demandsOf(schema, document, operation)
    expect(program?.deciding.map(({ variable }) => variable.name.value)).toEqual(['n'])
  })

  it('takes a field that says nothing of itself as free and open to nobody', () => {
    expect(verdictOn('{ unsized { id } }', {})).toEqual({ cost: 0 })
    const silent = declaredSchema('type Query { book: Book } type Book { id: Silent } type Silent { a: Int }')
    expect(verdictOn('{ book { id { __typename } } }', {}, silent)).toEqual({ cost: 0 })
    expect(verdictOn('{ book { id { a } } }', {}, silent)).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', coordinate: 'Silent.a', scopes: [] } }],
    })
  })
})
