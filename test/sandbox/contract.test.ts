import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, parseJson, printJson } from '../../src/aliyun/contract/json.ts'
import { decodeAnswer, encodeAnswer, type Operation, rejectionCode } from '../../src/aliyun/contract/operation.ts'
import { WireMismatch } from '../../src/aliyun/contract/wire.ts'
import { operations } from '../../src/dypls/operations.ts'
import { routes } from '../../src/sandbox/actions/handlers.ts'
import { isRefusal } from '../../src/sandbox/actions/outcome.ts'
import { gatewayError } from '../../src/sandbox/gateway/gateway-error.ts'
import { gatewayReply, innerRefusalReply, refusalReply, successReply } from '../../src/sandbox/gateway/reply.ts'
import {
  seeded,
  seededCalls,
  seededForSale,
  seededLandlines,
  seededNumbers700,
  seededPools,
  seededReports,
  seededWaybill,
  seededWorkNumbers,
} from '../../src/sandbox/sandbox.ts'
import { seedWorld } from '../../src/sandbox/world/seed.ts'
import { createWorld } from '../../src/sandbox/world/world.ts'
import { answerAt, type DocumentedParameter, documented, sampleOf } from '../dypls/documented.ts'
import { gatewayFaults, wireFaults } from './wire-types.ts'

const envelope = { requestId: 'A-REQUEST-ID', host: 'a.host', format: 'JSON' } as const
const rows: readonly Operation[] = Object.values(operations)
const now = 1_785_000_000_000

describe.each(documented)('every answer of $name', (facts) => {
  const row = rows.find(({ action }) => action === facts.name) as Operation
  const faults = (body: string): readonly string[] => wireFaults(facts.name, body)

  it('has the documented types where it is full, and where it is bare', () => {
    const full = Object.fromEntries(
      facts.response.filter(({ path }) => !/[.[]/.test(path)).map(({ path }) => [path, answerAt(facts.response, path)]),
    )
    for (const body of [full, facts.responseExample]) {
      const told = encodeAnswer(row, decodeAnswer(row, body as Json))
      expect(faults(successReply(row, told, envelope).body)).toEqual([])
    }
    expect(faults(successReply(row, {}, envelope).body)).toEqual([])
  })

  it('has them where it refuses, outside and within', () => {
    // What is read as a number can hold nothing else.
    const within = facts.success === 'code-200-report' ? ['-1', '-2'] : ['isv.SUBS_NOT_EXIST', 'isp.SYSTEM_ERROR']
    for (const code of ['isv.SUBS_NOT_EXIST', 'isp.SYSTEM_ERROR']) {
      expect(faults(refusalReply(row, code, envelope).body)).toEqual([])
      expect(faults(refusalReply(row, code, envelope, 'more about it').body)).toEqual([])
    }
    for (const code of within) {
      const { body } = innerRefusalReply(row, code, envelope)
      expect(faults(body)).toEqual([])
      expect(rejectionCode(row.success, parseJson(body))).toBe(code)
    }
  })
})

type Thing = Readonly<Record<string, string>>

/** What a fresh world holds, each thing by our names and with what stands around it, so that questions find it. */
const thingsIn = (value: unknown, around: Thing = {}): readonly Thing[] => {
  if (typeof value !== 'object' || value === null) return []
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const own = { ...around, ...Object.fromEntries(texts) }
  return [own, ...Object.values(value).flatMap((inner) => thingsIn(inner, own))]
}
const things = thingsIn([
  ...[seeded, seededCalls, seededForSale, seededLandlines, seededNumbers700, seededPools],
  ...[seededReports, seededWaybill, seededWorkNumbers],
])

/** What a thing has of the name, what the documents show, or neither. */
const textFor = (parameter: DocumentedParameter, ours: string, thing: Thing): fc.Arbitrary<string | undefined> => {
  const sample = sampleOf(parameter, parameter.name)
  const example = typeof sample === 'object' ? printJson(sample) : String(sample)
  const its = thing[ours]
  return fc.oneof(
    ...(parameter.required ? [] : [{ weight: 2, arbitrary: fc.constant(undefined) }]),
    ...(its === undefined ? [] : [{ weight: 20, arbitrary: fc.constant(its) }]),
    { weight: 4, arbitrary: fc.constant(example) },
    { weight: 1, arbitrary: fc.constantFrom('0', '1', '2099-01-01 00:00:00', 'true', 'phone_card', '13900000001') },
  )
}

const questionsTo = ({ name, parameters }: (typeof documented)[number], row: Operation) => {
  const oursOf = new Map(row.sorted.map(([ours, { at }]) => [at, ours]))
  const wanted = parameters.map((each) => oursOf.get(each.name) ?? name)
  const fitting = things.filter((thing) => wanted.some((ours) => ours !== 'poolKey' && ours in thing))
  const pools = things.filter((thing) => 'poolKey' in thing)
  return fc
    .oneof(...[fitting, pools].filter((some) => some.length > 0).map((some) => fc.constantFrom(...some)))
    .chain((thing) =>
      fc.record(
        Object.fromEntries(
          parameters.map((each) => [each.name, textFor(each, oursOf.get(each.name) ?? each.name, thing)]),
        ),
      ),
    )
}

describe('what the handlers of the sandbox answer', () => {
  it('has the documented types for every operation, done or refused, whatever is asked', () => {
    const [done, refused] = [new Set<string>(), new Set<string>()]
    for (const facts of documented) {
      const { name } = facts
      const route = routes.get(name)
      if (!route) throw new Error(`no route for ${name}`)
      fc.assert(
        fc.property(questionsTo(facts, route.row), (drawn) => {
          const world = createWorld()
          seedWorld(world, now)
          let ids = 0
          const params = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined))
          const ports = { world, now, ids: () => `an-id-${ids++}` }
          try {
            const outcome = route.answer(params as Record<string, string>, ports)
            const { body } = !isRefusal(outcome)
              ? successReply(route.row, outcome, envelope)
              : (outcome.inner ? innerRefusalReply : refusalReply)(
                  route.row,
                  outcome.refusedWith,
                  envelope,
                  outcome.says,
                )
            ;(isRefusal(outcome) ? refused : done).add(name)
            expect([name, wireFaults(name, body)]).toEqual([name, []])
          } catch (error) {
            // Malformed: the gateway's to refuse.
            if (!(error instanceof WireMismatch)) throw error
          }
        }),
        { numRuns: 120, seed: 20_261_128 },
      )
    }
    expect(refused.size).toBe(documented.length)
    // The others are done in the tests of their chapters; their types follow from the rows, which the tests above hold.
    expect(done.size).toBeGreaterThanOrEqual(50)
  })
})

it.each(['InvalidAction.NotFound', 'SignatureDoesNotMatch', 'Throttling.User', 'InternalError', 'MissingPoolKey'])(
  'the gateway refuses with texts alone: %s',
  (code) => {
    expect(gatewayFaults(gatewayReply(gatewayError(code), envelope).body)).toEqual([])
  },
)
