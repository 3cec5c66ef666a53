import { describe, expect, it } from 'vitest'
import { builder } from '../../../src/graph/fields/builder.ts'
import { type Count, declarations } from '../../../src/graph/fields/declared.ts'
import { schema } from '../../../src/schema/schema.ts'

const all = new Map(declarations(schema).map((each) => [each.coordinate, each]))

/** Who may ask what, as a review would want to read it. A field that changes sides has to change this. */
const table: Readonly<Record<string, string>> = {
  anyone: 'Query.errorCatalog Query.node Query.pool',
  operator: 'Query.upstream',
  'audit:read': 'Query.auditLog',
  'calls:read': 'Query.callStatus Query.callStatuses Binding.callStatus',
  'bindings:read':
    'Binding.details PrivateNumber.bindings LandlineBinding.details Pool.landlineBindings Query.pickupOptions Query.waybillHolders',
  'bindings:write': `
    Mutation.bindAxb Mutation.bindAxn Mutation.bindAxnExtension Mutation.bindAxg Mutation.bindAxgBatch Mutation.unbind
    Mutation.updateBindingNumberA Mutation.updateBindingNumberB Mutation.extendBinding Mutation.changeBindingGroup
    Mutation.restrictBindingCalls Mutation.setBindingDisplay Mutation.setBindingOutId Mutation.setBindingRecording
    Mutation.setBindingTranscript
    Mutation.createGroup Mutation.deleteGroup Mutation.addGroupMembers Mutation.removeGroupMembers Mutation.replaceGroupMembers
    Mutation.blockNumber Mutation.unblockNumber Mutation.blockPair Mutation.unblockPair
    Mutation.attachWaybill Mutation.orderPickup Mutation.cancelPickup
    Mutation.bindLandlineAxb Mutation.bindLandlineAxn Mutation.bindLandlineAxnExtension Mutation.unbindLandline
    Mutation.updateLandlineAxb Mutation.updateLandlineAxn Mutation.updateLandlineAxnExtension
    Mutation.bindNumber700Axb Mutation.bindNumber700Group Mutation.updateNumber700Binding Mutation.unbindNumber700
    Mutation.prepareWorkCall Mutation.endWorkCall`,
  'numbers:read': `
    PrivateNumber.details Query.numbersForSale Query.numbersForSaleByCity
    Pool.workNumbers Query.workNumbers WorkNumber.config WorkNumber.defaultConfig`,
  'numbers:write': `
    Mutation.purchaseNumber Mutation.releaseNumber Mutation.lockNumber Mutation.unlockNumber
    Mutation.assignWorkNumber Mutation.unassignWorkNumber Mutation.configureWorkNumber`,
  'recordings:read': 'Call.recording Call.links Call.transcript Pool.workCallRecording',
  'registration:write': `
    Query.numberAReport Query.uploadGrant FiledNumberAReport.review
    Mutation.reportNumberA Mutation.reportLandlineA Mutation.deleteNumberAReport Mutation.createSmsSign`,
}

describe('who may ask what', () => {
  it.each(Object.entries(table))('%s', (access, coordinates) => {
    for (const coordinate of coordinates.trim().split(/\s+/))
      expect([coordinate, String(all.get(coordinate)?.access)]).toEqual([coordinate, access])
  })

  it('is written down for every way in and for every field that costs a call', () => {
    const listed = Object.values(table).join(' ')
    const ways = [...all.values()].filter(
      ({ coordinate, upstreamCalls }) => upstreamCalls || /^(Query|Mutation)\./.test(coordinate),
    )
    expect(ways.length).toBeGreaterThan(60)
    expect(ways.filter(({ coordinate }) => !listed.split(/\s+/).includes(coordinate))).toEqual([])
  })

  it('leaves handles and failures to everybody, and nothing else', () => {
    const open = [...all.values()].filter(({ access }) => access === 'anyone')
    const types = new Set(open.map(({ coordinate }) => coordinate.replace(/\..*/, '')))
    expect([...types].filter((name) => !/Error$/.test(name)).sort()).toEqual(
      'BilingualText Binding Call ErrorCatalogEntry Group InputIssue LandlineBinding Node Pool PrivateNumber Query WorkNumber'.split(
        ' ',
      ),
    )
  })
})

describe('what it costs', () => {
  const counted = (count: Count | null | undefined, args: Readonly<Record<string, unknown>>): number | null =>
    typeof count === 'function' ? count(args) : (count ?? null)

  it('is known before it is asked, for lists of questions', () => {
    const { upstreamCalls, listSize } = all.get('Query.callStatuses') ?? {}
    for (const [keys, cost] of [
      [0, 1],
      [3, 3],
      [100, 100],
      [101, 1], // refused, without a call
    ] as const) {
      expect(counted(upstreamCalls, { keys: Array(keys) })).toBe(cost)
      expect(counted(listSize, { keys: Array(keys) })).toBe(cost)
    }
  })

  it('is reckoned by the size of a page, within what a page may hold', () => {
    const { upstreamCalls, listSize } = all.get('Pool.workNumbers') ?? {}
    expect(counted(upstreamCalls, { pageNo: 1, pageSize: 50 })).toBe(1)
    for (const [pageSize, size] of [
      [1, 1],
      [50, 50],
      [100, 100],
      [-5, 1],
      [2 ** 31 - 1, 100],
    ] as const)
      expect(counted(listSize, { pageNo: 1, pageSize })).toBe(size)
    expect(all.get('WorkNumberPage.items')?.listSize).toBe(1)
  })

  it('is reckoned by what the caller wants of a list without pages', () => {
    for (const coordinate of ['NumberBindings.bindings', 'LandlineBindings.bindings']) {
      const { listSize } = all.get(coordinate) ?? {}
      expect(
        [{}, { first: null }, { first: 7 }, { first: 0 }, { first: -1 }].map((args) => counted(listSize, args)),
      ).toEqual([1000, 1000, 7, 0, 0])
    }
  })
})

describe('the compiler', () => {
  it('refuses what does not say who may do it', () => {
    // Never called: with one complaint less, `tsc` fails here.
    const complaints = (): void => {
      // @ts-expect-error A question says who may ask it.
      builder.queryField('a', (t) => t.string({ resolve: () => '' }))
      // @ts-expect-error A write says who may make it.
      builder.mutationField('a', (t) => t.string({ resolve: () => '' }))
      // @ts-expect-error A type says who may read it.
      builder.objectRef<object>('A').implement({ fields: (t) => ({ a: t.string({ resolve: () => '' }) }) })
      // @ts-expect-error There is no such scope.
      builder.queryField('a', (t) => t.string({ access: ['calls:dial'], resolve: () => '' }))
    }
    expect(complaints).toBeTypeOf('function')
  })
})
