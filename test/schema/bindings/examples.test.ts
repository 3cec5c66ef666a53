import { afterAll, beforeAll, expect, it } from 'vitest'
import { examples } from '../../../src/schema/examples.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'

let server: TestGraph
beforeAll(async () => {
  server = await startGraph()
})
afterAll(() => server.close())

it.each([
  ['BindForAnOrder', 'bindAxb', 'NewBinding'],
  ['Extend', 'extendBinding', 'BindingChange'],
  ['End', 'unbind', 'EndedBinding'],
])('the example %s works on a fresh sandbox as it stands', async (name, field, type) => {
  const example = examples.find(({ query }) => query.includes(`mutation ${name}(`))
  const { data, errors } = await server.ask<Record<string, object>>(example?.query ?? '', example?.variables)
  expect(errors).toBeUndefined()
  expect(data[field]).toMatchObject({ __typename: type })
})
