import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError, type Env, readConfig } from '../../src/config/config.ts'
import { type Program, startProgram } from '../support/program.ts'

/** What platforms and people put beside our settings. The cases came with issue 12 (`cases/environments.json`), unchanged. */
const cases = JSON.parse(readFileSync('test/fixtures/environments.json', 'utf8')) as {
  name: string
  env: Record<string, string>
  right: string
}[]

const running: Program[] = []
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop('SIGKILL')
})

/** What the built program prints: its banner, or why it does not start. */
const printedWith = async (env: Record<string, string>, args: readonly string[] = []): Promise<string> => {
  try {
    const program = await startProgram([process.execPath, 'dist/main.js', ...args], { env: { PORT: '0', ...env } })
    running.push(program)
    return program.printed()
  } catch (error) {
    return (error as Error).message
  }
}

const faultsOf = (env: Env): string => {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('the program', () => {
  it.each(cases)(
    'does the right thing beside $name: $right',
    async ({ env, right }) => {
      const printed = await printedWith(env)
      if (right === 'starts') {
        expect(printed).toMatch(/listening {2}http/)
        expect(printed).not.toContain('WARNING')
      } else if (right === 'starts, with one warning') {
        expect(printed).toMatch(/listening {2}http/)
        expect(printed.match(/DYPLS_POOL_KEY/g)).toHaveLength(1)
        expect(printed).not.toContain('FC1,')
      } else if (right.startsWith('exit 78')) {
        expect(printed).toMatch(/^it ended with 78 /)
        expect(printed).toContain(right.slice('exit 78: '.length))
      } else {
        expect(printed).toMatch(/^it ended with 78 /)
        expect(printed).toContain(`${env.DYPLS_API_KEYS} is not there`)
      }
    },
    30_000,
  )

  it('warns once however many workers there are', async () => {
    const printed = await printedWith({ DYPLS_POOL_KEY: 'FC1', DYPLS_TEAM: 'a' }, ['--workers', '2'])
    expect(printed.match(/WARNING.*/g)).toEqual([
      'WARNING    not a setting of this program, and ignored: DYPLS_POOL_KEY, DYPLS_TEAM',
    ])
  }, 60_000)
})

describe('names that are no settings', () => {
  it.each([
    ['DYPLS_PORT', 'tcp://10.96.0.12:4000'],
    ['DYPLS_PORT', 'udp://10.96.0.12:4000'],
    ['DYPLS_SERVICE_HOST', '10.96.0.12'],
    ['DYPLS_SERVICE_PORT', '4000'],
    ['DYPLS_SERVICE_PORT_HTTP', '4000'],
    ['DYPLS_SERVICE_PORT_HTTP_METRICS', '4000'],
    ['DYPLS_PORT_4000_TCP', 'tcp://10.96.0.12:4000'],
    ['DYPLS_PORT_4000_TCP_PROTO', 'tcp'],
    ['DYPLS_PORT_4000_TCP_PORT', '4000'],
    ['DYPLS_PORT_4000_TCP_ADDR', '10.96.0.12'],
    ['DYPLS_PORT_53_UDP_ADDR', '10.96.0.12'],
    ['DYPLS_PORT_2905_SCTP', 'sctp://10.96.0.12:2905'],
    // A service whose name ends like a setting, as any may.
    ['DYPLS_HOSTS_SERVICE_HOST', '10.96.0.12'],
    ['DYPLS_AUTH_PORT', 'tcp://10.96.0.12:4000'],
    ['DYPLS_AUTH_PORT_4000_TCP_ADDR', '10.96.0.12'],
  ])('mean nothing when they are of a service: %s=%s', (name, value) => {
    expect(readConfig({ [name]: value }).warnings).toEqual([])
  })

  it.each([
    ['DYPLS_AUHT', 'DYPLS_AUTH'],
    ['DYPLS_TIMEOUT', 'DYPLS_TIMEOUT_MS'],
    ['DYPLS_TIMEOUT_SM', 'DYPLS_TIMEOUT_MS'],
    ['DYPLS_TIMEOUTMS', 'DYPLS_TIMEOUT_MS'],
    ['DYPLS_HOSTNAMES', null],
    ['DYPLS_ORIGIN', 'DYPLS_ORIGINS'],
    ['DYPLS_API_KEY', 'DYPLS_API_KEYS'],
    ['DYPLS_METRIC_TOKEN', 'DYPLS_METRICS_TOKEN'],
    ['DYPLS_PORT', 'PORT'],
    ['DYPLS_HOST', 'HOST'],
    ['DYPLS_LOG_LEVEL', 'LOG_LEVEL'],
    ['DYPLS_PERSISTED', 'PERSISTED'],
    ['DYPLS_POOL_KEY', null],
    ['DYPLS_AUTH_TEAM', null],
    ['DYPLS_API', null],
    ['DYPLS_', null],
  ])('keep the server from starting when one was meant: %s is %s', (name, meant) => {
    const told = faultsOf({ [name]: '4000' })
    expect(told).toBe(
      meant === null
        ? ''
        : `These settings keep the server from starting:\n  - ${name} is no setting of this program: did you mean ${meant}?`,
    )
  })

  it('are told without their values, and not all of a crowd', () => {
    const crowd = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`DYPLS_TEAM_NUMBER_${n}`, 'made-up-secret']))
    const [warning = '', ...others] = readConfig({ ...crowd, 'DYPLS_\u001b[31m': 'x' }).warnings
    expect(others).toEqual([])
    expect(warning).toContain('and 21 more')
    expect(warning).not.toContain('made-up-secret')
    expect(readConfig({ 'DYPLS_\u001b[31m': 'x' }).warnings.join('')).not.toContain('\u001b')
    expect(readConfig({ DYPLS_TEAM: undefined }).warnings).toEqual([])
  })
})

it('a port or a host that is a link is refused like any other that is none', () => {
  expect(faultsOf({ PORT: 'tcp://10.96.0.12:4000' })).toContain('PORT must be a whole number')
  expect(faultsOf({ HOST: 'tcp://10.96.0.12' })).toContain('HOST must be an address or a host name')
})
