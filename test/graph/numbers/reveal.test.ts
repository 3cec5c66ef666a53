import { isScalarType } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { createRevealer, type Unmasking } from '../../../src/graph/numbers/reveal.ts'
import { scopes } from '../../../src/graph/request/viewer.ts'
import {
  seeded,
  seededLandlines,
  seededReports,
  seededWaybill,
  seededWorkNumbers,
} from '../../../src/sandbox/sandbox.ts'
import { schema } from '../../../src/schema/schema.ts'
import { startGraph, type TestGraph } from '../../support/graph.ts'
import { changingViewer, viewerOf } from '../../support/viewers.ts'

const { poolKey, normal } = seeded
const header = 'x-dypls-unmask-reason'
const reason = 'Complaint C-4711, customer asks who called'
const asking = { [header]: reason }
const everybodyElse = viewerOf({ scopes: scopes.filter((scope) => scope !== 'calls:unmask') })

const details = `pool(key: "${poolKey}") { binding(subsId: "${normal.subsId}", numberX: "${normal.numberX}") { details {
  ... on BindingDetails { numberA numberB numberX numberARef numberBRef }
} } }`
type Details = { readonly pool: { readonly binding?: { readonly details: Readonly<Record<string, string>> } } }

let server: TestGraph
let [left, works] = [0, true]
const audited: Unmasking[] = []
const { viewer, become } = changingViewer(viewerOf())
beforeAll(async () => {
  const take = (): boolean => {
    left -= 1
    return left >= 0
  }
  const audit = (unmasking: Unmasking): void => {
    if (!works) throw new Error('the disk is full')
    audited.push(unmasking)
  }
  server = await startGraph(
    { DYPLS_REF_KEY: 'a key of tests, 32 characters or more' },
    { viewer, unmasking: { take, audit } },
  )
})
beforeEach(() => {
  server.sandbox.reset()
  server.logged.length = 0
  audited.length = 0
  left = 100
  works = true
  become(viewerOf())
})
afterAll(() => server.close())

const ask = async (query: string, headers: object = asking) => {
  const { status, data, errors, extensions } = (await server.ask<Details>(query, {}, headers)) as Awaited<
    ReturnType<TestGraph['ask']>
  > & { data: Details; extensions?: unknown }
  return { status, errors, extensions, data, details: data?.pool?.binding?.details }
}

describe('a real number', () => {
  it('is masked for whoever gives no reason, whatever they may do', async () => {
    const { details: told, extensions } = await ask(`{ ${details} }`, {})
    expect(told).toMatchObject({ numberA: '139****0001', numberB: '139****0101', numberX: normal.numberX })
    expect(extensions).toBeUndefined()
    expect(audited).toEqual([])
  })

  it('is shown to whoever may unmask and says why, and each is written down once', async () => {
    const { details: told, extensions, errors } = await ask(`{ ${details} }`)
    expect(errors).toBeUndefined()
    expect(told).toMatchObject({ numberA: normal.numberA, numberB: normal.numberB, numberX: normal.numberX })
    expect(extensions).toEqual({ dypls: { unmasked: { shown: 2, withheld: 0 } } })
    const about = { viewerId: 'key-1', reason }
    expect(audited).toEqual([
      { ...about, field: 'BindingDetails.numberA', ref: told?.numberARef },
      { ...about, field: 'BindingDetails.numberB', ref: told?.numberBRef },
    ])
  })

  it('is written down for every place where it is shown, aliases too', async () => {
    await ask(`{ ${details.replace('numberA ', 'one: numberA two: numberA ')} }`)
    expect(audited.map(({ field }) => field)).toEqual([
      'BindingDetails.numberA',
      'BindingDetails.numberA',
      'BindingDetails.numberB',
    ])
  })

  it.each([
    [
      'a list of work phones',
      `{ pool(key: "${seededWorkNumbers.poolKey}") { workNumber(number: "${seededWorkNumbers.assigned.numberX}") { config {
        ... on WorkNumberConfig { ringingSteps { number } }
      } } } }`,
      ['13900003311'],
      ['WorkNumberRingingStep.number'],
    ],
    [
      'a waybill',
      `{ waybillHolders(waybillNo: "${seededWaybill.waybillNo}") { ... on WaybillHolders { holders { numberA } } } }`,
      [seeded.extension.numberA],
      ['WaybillHolder.numberA'],
    ],
    [
      'a report',
      `{ numberAReport(numberA: "${seededReports.landline.numberA}", allowListId: "${seededReports.allowListId}") {
        ... on NumberAReport { numberA holderNumber }
      } }`,
      [seededReports.landline.numberA, seededReports.landline.holderNumber],
      ['NumberAReport.numberA', 'NumberAReport.holderNumber'],
    ],
    [
      'landlines',
      `{ pool(key: "${seededLandlines.poolKey}") { landlineBinding(kind: AXB, subsId: "${seededLandlines.axb.subsId}") { details {
        ... on LandlineDetails { numberA numberB }
      } } } }`,
      [seededLandlines.axb.numberA, seededLandlines.axb.numberB],
      ['LandlineDetails.numberA', 'LandlineDetails.numberB'],
    ],
  ])('is shown and written down in %s, and masked there without a reason', async (_where, query, numbers, fields) => {
    const whole = JSON.stringify((await ask(query)).data)
    for (const number of numbers) expect(whole).toContain(number)
    expect(audited.map(({ field }) => field)).toEqual(fields)
    const masked = JSON.stringify((await ask(query, {})).data)
    for (const number of numbers) expect(masked).not.toContain(number)
    expect(masked).toContain('****')
    expect(audited).toHaveLength(fields.length)
  })

  it('stays masked where it cannot be written down', async () => {
    works = false
    const { details: told, extensions, status } = await ask(`{ ${details} }`)
    expect(status).toBe(200)
    expect(told).toMatchObject({ numberA: '139****0001', numberB: '139****0101' })
    expect(extensions).toEqual({ dypls: { unmasked: { shown: 0, withheld: 2 } } })
  })

  it('stays masked from the limit on, without an error and without a record', async () => {
    left = 1
    const { details: told, extensions, errors } = await ask(`{ ${details} }`)
    expect(errors).toBeUndefined()
    expect(told).toMatchObject({ numberA: normal.numberA, numberB: '139****0101' })
    expect(extensions).toEqual({ dypls: { unmasked: { shown: 1, withheld: 1 } } })
    expect(audited).toHaveLength(1)
  })

  it('is told beside what the request cost, where both were asked for', async () => {
    const { extensions } = await ask(`{ ${details} }`, { ...asking, 'x-dypls-tally': '1' })
    expect(extensions).toMatchObject({ dypls: { upstreamCalls: 1, unmasked: { shown: 2 } } })
  })

  it.each([phoneNumber('13900000001'), '13900000001', { toString: () => '13900000001' }])(
    'is masked by its scalar, even where a resolver lost its type: %j',
    (value) => {
      const scalar = schema.getType('PhoneNumber')
      expect(isScalarType(scalar) && scalar.serialize(value)).toBe('139****0001')
    },
  )

  it('reaches no log, shown or not', async () => {
    await ask(`{ ${details} }`)
    expect(server.logged.length).toBeGreaterThan(0)
    expect(server.logged.join('\n')).not.toContain(normal.numberA)
    expect(JSON.stringify(audited)).not.toMatch(/\d{7}/)
  })
})

describe('asking to unmask', () => {
  it('is refused as a whole without the scope, rather than answered with masks', async () => {
    become(everybodyElse)
    const { status, errors } = await ask(`{ ${details} }`)
    expect(status).toBe(403)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect(server.sandbox.journal).toEqual([])
  })

  it.each(['', '    ', 'why', `${'x'.repeat(201)}`, 'tab\tand bell \u0085'])(
    'is refused with the reason %j',
    async (bad) => {
      const { status, errors } = await ask(`{ ${details} }`, { [header]: bad })
      expect(status).toBe(400)
      expect(errors).toMatchObject([
        {
          message: `The header ${header} must say why, in 5 to 200 printable characters.`,
          extensions: { code: 'BAD_REQUEST' },
        },
      ])
      expect(server.sandbox.journal).toEqual([])
    },
  )

  it.each([
    'call 13900000001 back',
    'call 139 0000 0001',
    'call 139-0000.0001',
    '(0571) 8765 4321 called',
    '+86/1390000',
    '138,0000,1234 or so',
    '138a0000b1234',
  ])('is refused with a reason that holds a number, and does not repeat it: %s', async (bad) => {
    const { status, errors } = await ask(`{ ${details} }`, { [header]: bad })
    expect(status).toBe(400)
    expect(errors?.[0]?.message).toContain('seven digits or more')
    expect(JSON.stringify(errors) + server.logged.join()).not.toContain(bad)
  })

  it('takes a reason with blanks around it, and writes it down without', () => {
    const records: Unmasking[] = []
    const ports = { take: () => true, audit: (record: Unmasking) => void records.push(record), ref: () => 'pn_1' }
    const { reveal } = createRevealer({ viewer: viewerOf(), reason: '  ticket 123456  ', ...ports })
    expect(reveal(phoneNumber('13900000001'), 'A.b')).toBe('13900000001')
    expect(records).toEqual([{ viewerId: 'key-1', reason: 'ticket 123456', field: 'A.b', ref: 'pn_1' }])
  })
})

describe('the ref of a number', () => {
  type Refs = Readonly<Record<string, string>>
  const refs = async (query: string): Promise<string[]> =>
    (JSON.stringify((await server.ask<Refs>(query)).data).match(/pn_[\w-]+/g) ?? []) as string[]

  it('is the same in every chapter, and tells nothing of the digits', async () => {
    const { extension } = seeded
    const [inBinding] = await refs(
      `{ pool(key: "${poolKey}") { binding(subsId: "${extension.subsId}", numberX: "${extension.numberX}") { details { ... on BindingDetails { numberARef } } } } }`,
    )
    const [inWaybill] = await refs(
      `{ waybillHolders(waybillNo: "${seededWaybill.waybillNo}") { ... on WaybillHolders { holders { numberARef } } } }`,
    )
    expect(inBinding).toMatch(/^pn_[\w-]{22}$/)
    expect(inWaybill).toBe(inBinding)
  })

  it('is null where the number is', async () => {
    const { extension } = seeded
    const { data } = await server.ask<Details>(
      `{ pool(key: "${poolKey}") { binding(subsId: "${extension.subsId}", numberX: "${extension.numberX}") { details { ... on BindingDetails { numberB numberBRef } } } } }`,
    )
    expect(data.pool.binding?.details).toEqual({ numberB: null, numberBRef: null })
  })

  it('can be had without unmasking anything', async () => {
    await ask(`{ ${details.replace('numberA numberB numberX', '')} }`)
    expect(audited).toEqual([])
  })
})
