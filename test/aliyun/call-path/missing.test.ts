import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMissing, type Probe } from '../../../src/aliyun/call-path/missing.ts'
import { type Failure, rejected, unreachable } from '../../../src/aliyun/failure.ts'
import { fakeClock } from '../../support/clock.ts'

const action = 'QueryCallStatus'

/** What may come of a request, and what that says of the operation. */
const endings: readonly (readonly [says: 'served' | 'missing' | 'nothing', failure: Failure | null | undefined])[] = [
  ['served', null],
  ['served', rejected('isv.SUBS_NOT_EXIST', 200)],
  ['missing', rejected('InvalidAction.NotFound', 404)],
  ['missing', rejected('InvalidApi.NotFound', 404)],
  ['nothing', rejected('Throttling.User', 400)],
  ['nothing', rejected('isv.FLOW_LIMIT', 200)],
  ['nothing', rejected('isp.SYSTEM_ERROR', 200)],
  ['nothing', rejected('SignatureDoesNotMatch', 403)],
  ['nothing', rejected('ServiceUnavailable', 503)],
  ['nothing', unreachable('TIMEOUT', 'a test')],
  ['nothing', unreachable('CANCELLED', 'a test', { ran: 'no' })],
  ['nothing', undefined],
]

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(5),
      // More often than not the gateway says that it knows no such operation.
      ending: fc.oneof({ weight: 3, arbitrary: fc.constant(2) }, fc.nat(endings.length - 1)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.oneof(fc.nat(8_000), fc.nat(700_000), fc.constantFrom(9_999, 10_000, 10_001, 60_000)),
    }),
  },
)

type Closed = { probeAt: number; pause: number; probing: number | null; since: number }
const open = (): Closed | null => null

describe('what is known of operations that are not served', () => {
  it('keeps to its rule, whatever comes in whatever order', async () => {
    let [shuts, probes, opened] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 200, size: 'max' }), async (steps) => {
        const clock = fakeClock()
        const missing = createMissing(clock.now)
        const under: { readonly probe: Probe | null; readonly id: number }[] = []
        /** The rule, written down a second time: moments of bad answers in a row, or when to ask next. */
        let row: number[] = []
        let closed = open()
        let ids = 0
        for (const each of steps) {
          const now = clock.now()
          if (each.kind === 'wait') await clock.advance(each.ms)
          else if (each.kind === 'ask') {
            const mayAsk = !closed || (closed.probing === null && now >= closed.probeAt)
            expect(missing.refusal(action) === null).toBe(mayAsk)
            if (!mayAsk) continue
            const [id, probe] = [ids++, missing.send(action)]
            expect(probe !== null).toBe(closed !== null)
            if (closed) closed.probing = id
            if (closed) probes++
            under.push({ probe, id })
          } else {
            const [request] = under.splice(each.which % Math.max(1, under.length), 1)
            if (!request) continue
            const [says, failure] = endings[each.ending] ?? ['nothing', undefined]
            missing.heard(action, failure, request.probe)
            const decides = closed !== null && closed.probing === request.id
            if (says === 'served') {
              if (closed) opened++
              row = []
              closed = open()
            } else if (closed && decides) {
              const pause: number = says === 'missing' ? Math.min(600_000, closed.pause * 2) : closed.pause
              const next = says === 'missing' ? pause : 10_000
              closed = { ...closed, probeAt: now + next, pause, probing: null }
            } else if (!closed && says === 'missing') {
              row = [...row, now].slice(-3)
              if (row.length === 3 && now - (row[0] ?? 0) <= 60_000) {
                closed = { probeAt: now + 10_000, pause: 10_000, probing: null, since: now }
                row = []
                shuts++
              }
            }
            expect(missing.states().get(action)).toEqual(
              closed ? expect.objectContaining({ since: closed.since, probeAt: closed.probeAt }) : undefined,
            )
          }
        }
      }),
      { numRuns: 200, seed: 20_261_128 },
    )
    // The rule was put to the test, and not only waited for.
    expect(Math.min(shuts, probes, opened)).toBeGreaterThan(50)
  })

  it('never leaves an operation alone for longer than its pause when the wall clock is set back', () => {
    const clock = fakeClock()
    const missing = createMissing(clock.now)
    for (let time = 0; time < 3; time++) missing.heard(action, rejected('InvalidAction.NotFound', 404), null)
    expect(missing.refusal(action)).not.toBeNull()
    clock.shift(-3_600_000)
    expect(missing.refusal(action)).toBeNull()
  })
})
