import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { hideNames } from '../../../src/server/limits/hide-names.ts'
import { withoutValues } from '../../../src/server/limits/hide-values.ts'
import { declaredSchema, sdl } from './graph.ts'

describe('the message of an error, for whoever may not introspect,', () => {
  it('never tells a name that the document does not have', () => {
    const schema = declaredSchema()
    const names = [...new Set(sdl.match(/[_A-Za-z]\w*/g))]
    const free = new Set(['Query', 'Mutation', 'Subscription', 'Int', 'String', 'Boolean', 'ID'])
    const word = fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom(...names).map((name) => name.slice(0, -1) || 'x'),
    )
    const value = fc.oneof(
      fc.constantFrom('1', '"t"', 'true', 'null', '1.5', '{}', '[]', '[[1]]'),
      word,
      word.map((name) => `{ ${name}: 1 }`),
      word.map((name) => `$${name}`),
    )
    const args = fc.option(
      fc.tuple(word, value).map(([name, value]) => `(${name}: ${value})`),
      { nil: '' },
    )
    const { set } = fc.letrec<{ set: string; selection: string }>((tie) => ({
      set: fc.array(tie('selection'), { minLength: 1, maxLength: 3 }).map((all) => `{ ${all.join(' ')} }`),
      selection: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.tuple(word, args).map(([name, args]) => `${name}${args}`),
        fc.tuple(word, args, tie('set')).map(([name, args, set]) => `${name}${args} ${set}`),
        fc.tuple(word, tie('set')).map(([type, set]) => `... on ${type} ${set}`),
        fc.tuple(word, word, tie('set')).map(([alias, name, set]) => `${alias}: ${name} @${alias} ${set}`),
      ),
    }))
    const head = fc.oneof(
      fc.constantFrom('', 'query', 'mutation'),
      fc.tuple(word, word).map(([name, type]) => `query ($${name}: ${type} = 1)`),
    )
    let told = 0
    fc.assert(
      fc.property(head, set, (head, set) => {
        const query = `${head} ${set}`
        const theirs = new Set(query.match(/[_A-Za-z]\w*/g))
        const errors = tried(() => validate(schema, parse(query)))
        for (const { message } of errors ?? []) {
          told++
          const words = hideNames(withoutValues(message), query)
            .match(/"[^"]*"/g)
            ?.flatMap((part) => part.match(/[_A-Za-z]\w*/g) ?? [])
          expect(words?.filter((name) => names.includes(name) && !theirs.has(name) && !free.has(name)) ?? []).toEqual(
            [],
          )
        }
      }),
      { numRuns: 2_000, seed: 5 },
    )
    expect(told).toBeGreaterThan(1_000)
  })

  it('takes no longer for a value that is made for it', () => {
    const [most, parts] = [
      100_000,
      ['Value "', '; ', ' at "', ' Did you mean ', '" does not exist in "', 'a', '?', ' value: ', '1'],
    ]
    for (const part of parts) {
      const hostile = `Variable "$v" got invalid value ${part.repeat(most / part.length)}; Expected type "T".`
      expect(hideNames(withoutValues(hostile), '{ v T }').length).toBeLessThan(400)
      hideNames(withoutValues(hostile.slice(40)), '{ v }')
    }
  })
})

const tried = <T>(act: () => T): T | null => {
  try {
    return act()
  } catch {
    return null
  }
}
