import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isEnumType, isUnionType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, decide } from '../examples/can-be-called.ts'
import { schema } from '../src/schema/schema.ts'
import { startGraph, type TestGraph } from './support/graph.ts'

type Result = Parameters<typeof decide>[0]
type Failure = Exclude<Result, { __typename: 'CallStatus' | 'InvalidInputError' | 'ThrottledError' }>
type Status = Extract<Result, { __typename: 'CallStatus' }>

const namesIn = (typeName: string): string[] => {
  const type = schema.getType(typeName)
  if (isUnionType(type)) return type.getTypes().map(({ name }) => name)
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : []
}

const issue = (path: string[], message: string) => ({ __typename: 'InputIssue' as const, path, message })

const casesOf = (text: string): string[] => Array.from(text.matchAll(/^ *case '(\w+)':$/gm), ([, name]) => name ?? '')

/** Drops the label and what only it leads to: nothing, where a neighbouring label leads there too. */
const withoutCase = (text: string, name: string): string => {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.trim() === `case '${name}':`)
  const indent = lines[at]?.search(/\S/) ?? 0
  const isLabel = (line = ''): boolean => line.search(/\S/) === indent && /^(case .*|default):$/.test(line.trim())
  const shares = isLabel(lines[at - 1]) || isLabel(lines[at + 1])
  const next = lines.findIndex((line, index) => index > at && isLabel(line))
  return lines.toSpliced(at, shares ? 1 : next - at).join('\n')
}

describe('the example decides', () => {
  const status = (code: Status['status'], calledNo: string | null, extension: string | null = null): Status => ({
    __typename: 'CallStatus',
    status: code,
    calledNo,
    extension,
  })
  const about = { code: 'isv.CODE', message: 'What happened.', retryable: true, requestId: 'R-1' }
  const plain = (kind: Failure['__typename']): Failure => ({ __typename: kind, ...about })
  const told = 'What happened. (isv.CODE, request R-1, may work later)'

  const cases: readonly (readonly [Result, string])[] = [
    [status('NORMAL', '17000000001'), 'dial 17000000001'],
    [status('NORMAL', '17000000005', '123'), 'dial 17000000005, then 123'],
    [status('REASSIGNED', '17000000091'), 'dial 17000000091 this time only'],
    [status('UNAVAILABLE', null), 'no private way to call: ask whether to give up privacy'],
    [status('EXPIRED', null), 'the binding is over: bind again'],
    [status('UNKNOWN', null), 'status unknown: do not call'],
    [
      { __typename: 'InvalidInputError', ...about, issues: [issue(['poolKey'], 'must not be blank')] },
      'mend the input: poolKey must not be blank',
    ],
    [{ __typename: 'ThrottledError', ...about, retryAfterMs: 250 }, 'try again in 250 ms'],
    [{ __typename: 'ThrottledError', ...about, retryAfterMs: null }, 'try again in 1000 ms'],
    [plain('NotFoundError'), told],
    [plain('PermissionDeniedError'), told],
    [plain('AccountError'), told],
    [plain('ConfigurationError'), told],
    [plain('UpstreamUnavailableError'), told],
    [plain('OperationUnavailableError'), told],
    [plain('UnknownError'), told],
    [{ ...plain('UnknownError'), retryable: false, requestId: null }, 'What happened. (isv.CODE, request none)'],
  ]

  it.each(cases.map(([result, decision]) => [decision, result] as const))('"%s"', (decision, result) => {
    expect(decide(result)).toBe(decision)
  })

  it('on everything that the graph can answer', () => {
    const kinds = new Set(cases.map(([{ __typename }]) => __typename))
    const codes = new Set(cases.flatMap(([result]) => (result.__typename === 'CallStatus' ? [result.status] : [])))
    expect([...kinds].sort()).toEqual(namesIn('CallStatusResult').sort())
    expect([...codes].sort()).toEqual(namesIn('CallStatusCode').sort())
  })

  it('against calling when a newer server answers something of tomorrow', () => {
    expect(decide({ ...about, __typename: 'BrandNewError' } as never)).toMatch(/^do not call.*What happened\.$/)
    expect(decide(status('PAUSED' as never, null))).toMatch(/^do not call.*PAUSED$/)
  })
})

describe('the example, asking a real server with the sandbox behind it', () => {
  let driven: TestGraph
  beforeAll(async () => {
    driven = await startGraph()
  })
  afterAll(() => driven.close())

  const decision = async (subsId: string, poolKey = 'FC100000000000001'): Promise<string> =>
    decide(await ask(`${driven.url}/graphql`, { poolKey, subsId }))

  it('dials the number lent', async () => {
    expect(await decision('1000000000000001')).toBe('dial 17000000001')
    expect(await decision('1000000000000002')).toBe('dial 17000000091 this time only')
    expect(await decision('1000000000000005')).toBe('dial 17000000005, then 123')
  })

  it('does not dial when there is nothing to dial', async () => {
    expect(await decision('1000000000000003')).toBe('no private way to call: ask whether to give up privacy')
    expect(await decision('1000000000000004')).toBe('the binding is over: bind again')
    expect(await decision('404')).toMatch(/\(isv\.\w+, request [\dA-F-]{36}\)$/)
    expect(await decision('404', ' ')).toBe('mend the input: poolKey must not be blank')
  })
})

describe('leaving out a case does not compile', () => {
  const folder = 'test/fixtures/does-not-compile'
  const example = readFileSync('examples/can-be-called.ts', 'utf8').replaceAll(
    "'./generated/",
    "'../../../examples/generated/",
  )

  /** Every copy is checked in one run of the compiler; its complaints are sorted by file. */
  const complaints = new Map<string, string[]>()
  const complaintsAbout = (name: string): string[] => complaints.get(name) ?? []

  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
    write('.gitignore', '*\n')
    write('tsconfig.json', '{ "extends": "../../../tsconfig.json", "include": ["*.ts"], "exclude": [] }\n')
    write('Complete.ts', example)
    for (const name of casesOf(example)) write(`${name}.ts`, withoutCase(example, name))

    const { stdout, error } = spawnSync('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    })
    if (error) throw error
    for (const [, name = '', complaint = ''] of stdout.matchAll(/^.*?(\w+)\.ts\(\d+,\d+\): (.*)$/gm))
      complaints.set(name, [...complaintsAbout(name), complaint])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('though the whole example does', () => {
    expect(complaintsAbout('Complete')).toEqual([])
  })

  it.each(casesOf(example))('%s', (name) => {
    const [complaint, ...more] = complaintsAbout(name)
    expect(more).toEqual([])
    expect(complaint).toMatch(/^error TS2345: Argument of type .* is not assignable to parameter of type 'never'\.$/)
    expect(complaint).toContain(`"${name}"`)
  })

  it('of any that the graph has', () => {
    expect(casesOf(example).sort()).toEqual([...namesIn('CallStatusResult'), ...namesIn('CallStatusCode')].sort())
  })
})
