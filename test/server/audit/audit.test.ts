import { describe, expect, it } from 'vitest'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { createRefs } from '../../../src/graph/numbers/refs.ts'
import { type Audit, AuditUnavailable, createAudit } from '../../../src/server/audit/audit.ts'
import { createIdRef } from '../../../src/server/audit/ref.ts'
import type { Sink } from '../../../src/server/audit/sink.ts'
import { createStreamSink } from '../../../src/server/audit/stream.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { fakeClock } from '../../support/clock.ts'

const key = 'a key of the deployment, 32 letters'
const numberRef = (secret: string) => (digits: string) => createRefs(secret)(phoneNumber(digits))
const refs = { number: numberRef(key), id: createIdRef(key) }
const viewerId = 'reporting'
const request = {}
const mutation = (field: string) => ({
  request,
  viewerId,
  field,
  operationName: 'Bind',
  document: 'mutation Bind { a }',
  scope: 'bindings:write' as const,
  objects: [{ name: 'poolKey', what: 'id' as const, value: 'FC1' }],
  results: ['NewBinding'],
  upstreamRequestId: 'UP-1',
})
const asked = { request, operationName: null, document: '{ a }' }
const unmasking = {
  viewerId,
  field: 'BindingDetails.numberA',
  ref: refs.number('13900000001'),
  reason: 'a complaint',
}

/** An audit on a stream that can be broken. */
const audited = () => {
  const clock = fakeClock()
  const [lines, logged]: [string[], string[]] = [[], []]
  const out = { write: (line: string) => lines.push(line), writable: true, writableLength: 0 }
  let [failures, ids] = [0, 0]
  const audit: Audit = createAudit({
    sink: createStreamSink(out),
    refs,
    now: clock.now,
    newId: () => `request-${++ids}`,
    log: createLog('trace', { write: (line) => logged.push(line) }),
    failed: () => failures++,
  })
  return {
    audit,
    clock,
    out,
    lines,
    logged,
    failures: () => failures,
    read: () => lines.map((line) => JSON.parse(line)),
  }
}

describe('a record', () => {
  it('of a mutation says who did what, to what, with what result, and no id in the clear', () => {
    const { audit, read } = audited()
    audit.mutated(mutation('Mutation.bindAxb'))
    expect(read()).toEqual([
      {
        audit: 1,
        time: '2026-07-25T17:20:00.000Z',
        kind: 'mutation',
        viewer: 'reporting',
        scope: 'bindings:write',
        operation: 'Bind',
        document: 'cb3ab8d241629810',
        field: 'Mutation.bindAxb',
        objects: [{ name: 'poolKey', ref: refs.id('FC1') }],
        results: ['NewBinding'],
        request: 'request-1',
        upstreamRequest: 'UP-1',
      },
    ])
  })

  it('of an unmasking says why, and shows the number as a ref only', () => {
    const { audit, lines, read } = audited()
    audit.unmask(unmasking, asked)
    expect(read()).toMatchObject([
      {
        kind: 'unmask',
        scope: 'calls:unmask',
        reason: 'a complaint',
        objects: [{ name: 'number', ref: refs.number('13900000001') }],
      },
    ])
    expect(lines.join('')).not.toContain('13900000001')
  })

  it('shares its request id with the others of the request only', () => {
    const { audit, read } = audited()
    audit.mutated(mutation('Mutation.a'))
    audit.unmask(unmasking, asked)
    audit.unmask(unmasking, { ...asked, request: {} })
    expect(read().map((record) => record.request)).toEqual(['request-1', 'request-1', 'request-2'])
  })

  it('holds no number that a caller wrote into a name, a reason or a token', () => {
    const { audit, lines } = audited()
    audit.unmask(
      { ...unmasking, viewerId: '13900000002', reason: 'ask +86 139-0000-0003' },
      { ...asked, operationName: 'N13900000004' },
    )
    expect(lines.join('').replace(/[- ]/g, '')).not.toMatch(/1390000000\d/)
  })

  it('stays small, and says how much it left out', () => {
    const { audit, lines, read } = audited()
    const objects = Array.from({ length: 230 }, (_, index) => ({
      name: 'members',
      what: 'number' as const,
      value: String(index),
    }))
    audit.mutated({ ...mutation('Mutation.a'), objects, operationName: 'A'.repeat(90_000) })
    expect(read()[0].objects).toHaveLength(100)
    expect(read()[0].objectsLeftOut).toBe(130)
    expect(lines.join('').length).toBeLessThan(10_000)
  })
})

describe('refs', () => {
  it('are equal for equal things under one key, and say nothing to whoever lacks it', () => {
    for (const ref of [refs.number, refs.id]) {
      expect(ref('13900000001')).toBe(ref('13900000001'))
      expect(ref('13900000001')).not.toBe(ref('13900000002'))
      expect(ref('13900000001')).toMatch(/^(pn|id)_[\w-]{22}$/)
    }
    expect(refs.number('13900000001')).not.toBe(numberRef('another key')('13900000001'))
    expect(refs.number('1').slice(3)).not.toBe(refs.id('1').slice(3))
  })
})

describe('while nothing can be written', () => {
  const broken = () => {
    const all = audited()
    all.out.writable = false
    return all
  }

  it('a number stays masked, and nothing is said to have been unmasked', async () => {
    const { audit, lines, out, clock } = broken()
    expect(() => audit.unmask(unmasking, asked)).toThrow(AuditUnavailable)
    out.writable = true
    await clock.advance(1_000)
    audit.unmask(unmasking, asked)
    expect(lines.filter((line) => line.includes('"unmask"'))).toHaveLength(1)
  })

  it('says so once, loudly, and counts each record', () => {
    const { audit, logged, failures } = broken()
    audit.mutated(mutation('Mutation.a'))
    expect(audit.writable()).toBe(false)
    audit.mutated(mutation('Mutation.b'))
    expect(logged.filter((line) => line.includes('cannot be written'))).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ level: 50 })
    expect(failures()).toBe(1)
  })

  it('keeps what was done meanwhile and writes it first, then what was missing', async () => {
    const { audit, clock, out, logged, read } = broken()
    audit.mutated(mutation('Mutation.a'))
    audit.mutated(mutation('Mutation.b'))
    out.writable = true
    expect(audit.writable()).toBe(false)
    await clock.advance(1_000)
    expect(audit.writable()).toBe(true)
    audit.mutated(mutation('Mutation.c'))
    expect(read()).toMatchObject([
      { field: 'Mutation.a', time: '2026-07-25T17:20:00.000Z' },
      { field: 'Mutation.b' },
      { kind: 'gap', since: '2026-07-25T17:20:00.000Z', lost: 0 },
      { field: 'Mutation.c' },
    ])
    expect(logged.at(-1)).toContain('can be written again')
  })

  it('tells how many records were lost when even waiting has an end', async () => {
    const { audit, clock, out, read } = broken()
    for (let index = 0; index < 1_010; index++) audit.mutated(mutation('Mutation.a'))
    out.writable = true
    await clock.advance(1_000)
    audit.writable()
    expect(read()).toHaveLength(1_001)
    expect(read().at(-1)).toMatchObject({ kind: 'gap', lost: 10 })
  })

  it('tries again once a second and not more often', async () => {
    const { audit, clock, failures } = broken()
    audit.mutated(mutation('Mutation.a'))
    for (let index = 0; index < 10; index++) audit.writable()
    expect(failures()).toBe(1)
    await clock.advance(1_000)
    for (let index = 0; index < 10; index++) audit.writable()
    expect(failures()).toBe(2)
  })

  it('counts a reader that does not read as nobody', () => {
    const { audit, out } = audited()
    out.writableLength = 2_000_000
    expect(() => audit.unmask(unmasking, asked)).toThrow(AuditUnavailable)
  })
})

describe('reading', () => {
  it('finds what fits, the newest first, page by page', async () => {
    const { audit, clock } = audited()
    for (const field of ['Mutation.a', 'Mutation.b', 'Mutation.c']) {
      audit.mutated(mutation(field))
      audit.unmask({ ...unmasking, viewerId: 'colleague' }, asked)
      await clock.advance(60_000)
    }
    const fields = async (wish: object) => (await audit.read({ first: 100, ...wish }))?.items.map(({ field }) => field)
    expect(await fields({ kind: 'mutation' })).toEqual(['Mutation.c', 'Mutation.b', 'Mutation.a'])
    expect(await fields({ viewerId: 'colleague', first: 2 })).toHaveLength(2)
    expect(await fields({ viewerId: 'nobody' })).toEqual([])
    const start = clock.now() - 180_000
    expect(await fields({ kind: 'mutation', since: new Date(start + 60_000) })).toEqual(['Mutation.c', 'Mutation.b'])
    expect(await fields({ kind: 'mutation', until: new Date(start + 60_000) })).toEqual(['Mutation.a'])
    const page = await audit.read({ first: 2 })
    expect(page?.older).toBe(page?.items[1]?.id)
    expect(await fields({ before: page?.older })).toHaveLength(4)
    expect(await audit.read({ first: 1, before: 'elsewhere' })).toBeNull()
  })

  it('keeps the last thousand of a stream', async () => {
    const { audit } = audited()
    for (let index = 0; index < 1_020; index++) audit.mutated(mutation(`Mutation.${index}`))
    const { items = [] } = (await audit.read({ first: 2_000 })) ?? {}
    expect([items.length, items.at(-1)?.field]).toEqual([1_000, 'Mutation.20'])
  })

  it('passes over lines that are no records', async () => {
    const texts = [
      'half of {"audit"',
      '{"audit":1,"kind":"gap"}',
      '[]',
      'null',
      '{"level":30}',
      '{"audit":1,"kind":"unmask","time":"x"}',
    ]
    const sink: Sink = {
      append: () => {},
      close: () => {},
      newest: async function* () {
        for (const text of texts) yield { position: '1', text, bytes: text.length }
      },
    }
    const audit = createAudit({
      sink,
      refs,
      now: () => 0,
      newId: () => '',
      log: createLog('silent', { write: () => {} }),
      failed: () => {},
    })
    expect(await audit.read({ first: 9 })).toEqual({ items: [], older: null })
  })

  it('ends after four megabytes, and says where to go on', async () => {
    const text = JSON.stringify({ audit: 1, kind: 'gap', filler: 'x'.repeat(1_000_000) })
    let read = 0
    const sink: Sink = {
      append: () => {},
      close: () => {},
      newest: async function* () {
        for (;;) yield { position: String(++read), text, bytes: text.length }
      },
    }
    const audit = createAudit({
      sink,
      refs,
      now: () => 0,
      newId: () => '',
      log: createLog('silent', { write: () => {} }),
      failed: () => {},
    })
    expect(await audit.read({ first: 9 })).toEqual({ items: [], older: '5' })
  })
})
