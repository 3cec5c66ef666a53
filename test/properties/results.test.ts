import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, printJson } from '../../src/aliyun/contract/json.ts'
import { type Operation, rejectionCode } from '../../src/aliyun/contract/operation.ts'
import { classify } from '../../src/aliyun/exchange/classify.ts'
import { type Failure, rejected, type UnreachableCode, unreachable, withheld } from '../../src/aliyun/failure.ts'
import { verdictOf } from '../../src/aliyun/verdict.ts'
import { operations } from '../../src/dypls/operations.ts'
import { explain, rejections } from '../../src/dypls/rejections/catalogue.ts'
import { failureTypes } from '../../src/graph/fields/errors.ts'
import { BindResult } from '../../src/schema/bindings/bound.ts'
import { anyJson, anyText } from './arbitrary.ts'

const rows: readonly Operation[] = Object.values(operations)
const row = fc.constantFrom(...rows)
const names = [
  ...new Set(rows.flatMap(({ answer }) => Object.values(answer).flatMap(({ path }) => path))),
  ...['Code', 'Success', 'RequestId', 'Message', 'Data', 'HttpStatusCode'],
]
const status = fc.oneof(
  fc.constantFrom(200, 200, 200, 301, 400, 403, 429, 500, 502, 503),
  fc.integer({ min: 100, max: 599 }),
)
const headers = fc.dictionary(
  fc.constantFrom('x-acs-request-id', 'content-encoding', 'x-acs-retry-after', 'retry-after', 'date'),
  anyText,
)
const code = fc.oneof(
  fc.constantFrom(...rejections.map((entry) => entry.code)),
  fc.stringMatching(/^(isv|isp)\.[A-Z_]{1,30}$/),
  anyText,
)
const bodies: fc.Arbitrary<Json> = fc
  .tuple(anyJson(names), fc.option(code, { nil: undefined }))
  .map(([json, given]) =>
    given !== undefined && typeof json === 'object' && json !== null && !Array.isArray(json)
      ? { ...json, Code: given }
      : json,
  )
const body = fc.oneof(
  { weight: 4, arbitrary: bodies.map(printJson) },
  anyText,
  bodies.map((json) => printJson(json).slice(0, -1)),
  code.map((text) => `<Error><Code>${text}</Code><RequestId>1</RequestId></Error>`),
)
const kinds = Object.keys(failureTypes)
/** Our own codes are not the upstream's to say. */
const ours = new Set(rejections.filter(({ origin }) => origin === 'LAYER').map((entry) => entry.code))

const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc
    .tuple(
      code.filter((text) => !ours.has(text)),
      status,
    )
    .map(([text, httpStatus]) => rejected(text, httpStatus)),
  fc
    .tuple(
      fc.constantFrom<UnreachableCode>(
        'TIMEOUT',
        'CANCELLED',
        'CONNECT_FAILED',
        'CONNECTION_LOST',
        'TLS_FAILED',
        'BAD_RESPONSE',
        'RESPONSE_TOO_LARGE',
        'CREDENTIALS_UNAVAILABLE',
      ),
      fc.option(status),
      fc.constantFrom<'no' | 'perhaps'>('no', 'perhaps'),
    )
    .map(([text, httpStatus, ran]) => unreachable(text, 'a reason', { httpStatus, ran })),
  fc
    .constantFrom('LOCAL_BUDGET', 'CIRCUIT_OPEN', 'QUEUE_FULL')
    .map((text) => withheld(text as 'QUEUE_FULL', 'a reason')),
)

describe('whatever comes back over HTTP', () => {
  it('is values or one failure, never a throw', () => {
    fc.assert(
      fc.property(row, status, headers, body, (each, httpStatus, given, text) => {
        const outcome = classify(each, { status: httpStatus, headers: () => given, body: text })
        if (outcome.ok) expect(httpStatus).toBe(200)
        else expect(['rejected', 'unreachable']).toContain(outcome.failure.kind)
      }),
      { numRuns: 3_000 },
    )
  })

  it('gives no values beside a code that is no success', () => {
    fc.assert(
      fc.property(row, bodies, code, (each, json, refusal) => {
        fc.pre(typeof json === 'object' && json !== null && !Array.isArray(json))
        const successes = each.success.filter(({ at }) => at === 'Code').flatMap(({ is }) => is)
        fc.pre(refusal !== '' && !successes.includes(refusal))
        const outcome = classify(each, {
          status: 200,
          headers: () => ({}),
          body: printJson({ ...json, Code: refusal }),
        })
        expect(outcome.ok).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives values only where the operation’s own rule says that it succeeded', () => {
    fc.assert(
      fc.property(row, bodies, (each, json) => {
        const outcome = classify(each, { status: 200, headers: () => ({}), body: printJson(json) })
        if (outcome.ok) expect(rejectionCode(each.success, json)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })

  it('hands on nothing that the upstream wrote but a code that looks like one and an id', () => {
    fc.assert(
      fc.property(
        row,
        status,
        anyText,
        fc.constantFrom('13900000001', '02012345678'),
        (each, httpStatus, text, number) => {
          const told = { Code: `${text}${number}`, Message: `${text} ${number}`, RequestId: `${text} ${number}` }
          const outcome = classify(each, {
            status: httpStatus,
            headers: () => ({ 'x-acs-request-id': ` ${number}` }),
            body: printJson(told),
          })
          expect(JSON.stringify(outcome)).not.toContain(number)
        },
      ),
    )
  })
})

describe('whatever went wrong', () => {
  it('has a verdict, words in both languages, and a type in the graph', () => {
    fc.assert(
      fc.property(row, failure, (each, went) => {
        expect(['not-executed', 'perhaps-executed', 'final', 'unusable']).toContain(verdictOf(went))
        const { meaning, cause, fix } = explain(went.code, went.httpStatus ?? 0)
        for (const text of [meaning, cause, fix]) for (const words of [text.en, text.zh]) expect(words).toMatch(/\S/)
        const told = BindResult.failed(went, each)
        expect(kinds).toContain(told.failed)
        expect(told.code).toBe(went.code)
      }),
      { numRuns: 1_000 },
    )
  })

  it('a write that perhaps ran has an unknown outcome, and a read never has', () => {
    fc.assert(
      fc.property(row, failure, (each, went) => {
        const perhaps = ['perhaps-executed', 'unusable'].includes(verdictOf(went))
        expect(BindResult.failed(went, each).failed === 'OutcomeUnknown').toBe(each.effect === 'write' && perhaps)
      }),
      { numRuns: 1_000 },
    )
  })
})
