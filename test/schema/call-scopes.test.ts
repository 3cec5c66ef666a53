import { execute, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { rejected } from '../../src/aliyun/failure.ts'
import { operations } from '../../src/dypls/operations.ts'
import { declarations } from '../../src/graph/fields/declared.ts'
import { createFanOut } from '../../src/graph/fields/fan-out.ts'
import { schema } from '../../src/schema/schema.ts'
import { callScopesOf } from '../../src/schema/support/call-scopes.ts'
import { support } from '../../src/schema/support/support.ts'
import { plantIn, waysOf } from '../server/markers/operations.ts'
import { createMarks } from '../server/markers/planted.ts'
import { viewerOf } from '../support/viewers.ts'

/** The scopes that a call is checked against once more, held against what the fields themselves declare. */

const accessOf = new Map(declarations(schema).map(({ coordinate, access }) => [coordinate, access]))
const scopesOf = callScopesOf(schema)
const names = Object.keys(operations) as (keyof typeof operations)[]

describe('the scopes of an operation', () => {
  it.each(names)('%s are those of each field that serves it, and there are some', (name) => {
    const scopes = scopesOf(operations[name].action)
    expect(scopes?.length).toBeGreaterThan(0)
    for (const field of support[name].field.split(', '))
      expect(scopes).toEqual(expect.arrayContaining([...(accessOf.get(field) ?? ['none'])]))
  })

  it('are known for every field that costs a call', () => {
    const served = new Set(Object.values(support).flatMap(({ field }) => field.split(', ')))
    const costing = declarations(schema).filter(({ upstreamCalls }) => upstreamCalls)
    expect(costing.map(({ coordinate }) => coordinate).filter((each) => !served.has(each))).toEqual([])
  })

  it('are nothing for what is no operation', () => {
    expect(scopesOf('NoSuchAction')).toEqual([])
    expect(scopesOf('constructor')).toEqual([])
  })
})

/** What is called by the field at the end of the way, with inputs of several kinds. */
const actionsOf = async (way: ReturnType<typeof waysOf>[number]): Promise<ReadonlySet<string>> => {
  const actions = new Set<string>()
  const call = async ({ action }: { readonly action: string }) => {
    actions.add(action)
    return { ok: false, failure: rejected('isv.MADE_UP', 200), attempts: 1 }
  }
  const contextValue = {
    ...{ call, viewer: viewerOf(), reveal: null, locale: 'en', now: () => 1_785_000_000_000 },
    ...{ newId: () => 'id', fanOut: createFanOut(8), ref: () => 'pn', upstreamHealth: () => [] },
    ...{ bring: () => 0, ownRef: () => 'own', recordedCall: async () => null },
    auditLog: async () => ({ items: [], older: null }),
  }
  for (const ids of ['digits', 'text'] as const)
    for (const inputs of ['all', 'required'] as const) {
      const planted = plantIn(schema, way, createMarks(), { inputs, ids, poolKey: 'FC100000000000001' })
      await execute({ schema, document: parse(planted.query), variableValues: planted.variables, contextValue })
    }
  return actions
}

describe('every field', () => {
  it('calls only operations that its own scope opens', async () => {
    const strange: string[] = []
    const reached = new Set<string>()
    for (const way of waysOf(schema)) {
      // A field on the way may call too.
      const opened = way.map(({ owner, field }) => String(accessOf.get(`${owner.name}.${field.name}`)))
      for (const action of await actionsOf(way)) {
        reached.add(action)
        if (!opened.includes(String(scopesOf(action)))) strange.push(`${opened.at(-1)} does not open ${action}`)
      }
    }
    expect(strange).toEqual([])
    expect(reached.size).toBeGreaterThan(35)
  }, 60_000)
})
