import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, served } from '../http/wire.ts'

/** GraphQL over HTTP, as the working group's own tests see it: all of them, those that are only advice too. */
describe.each([
  ['with the short way', { DYPLS_FAST_PATH: 'on' }],
  ['without it', { DYPLS_FAST_PATH: 'off' }],
])('GraphQL over HTTP, %s', (_way, env) => {
  let server: Served
  beforeAll(async () => {
    server = await served(env)
  })
  afterAll(() => server.close())

  const audits = serverAudits({ url: () => `${server.url}/graphql` })

  it('is audited in full', () => {
    expect(audits).toHaveLength(61)
  })

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn()
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok')
  })
})
