import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Program, startProgram } from '../support/program.ts'

/** The built program with several workers, as an operator runs it. Three processes want more patience than one. */
vi.setConfig({ testTimeout: 60_000 })
const patient = { timeout: 20_000 }

const query = (subsId: string): string =>
  `{ callStatus(poolKey: "FC100000000000001", subsId: "${subsId}") { __typename } }`

type Answer = { readonly status: number | 'refused' | 'broken'; readonly text: string }

const send = (url: string, { agent, body }: { readonly agent?: Agent; readonly body?: string } = {}): Promise<Answer> =>
  new Promise((resolve) => {
    const asked = request(url, {
      method: body ? 'POST' : 'GET',
      // A connection for each question unless one is given, so that questions spread over the workers.
      agent: agent ?? false,
      headers: body ? { 'content-type': 'application/json' } : {},
    })
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('error', () => resolve({ status: 'broken', text }))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve({ status: code === 'ECONNREFUSED' ? 'refused' : 'broken', text: '' }),
    )
    asked.end(body)
  })

const refOf = async ({ url }: Program): Promise<string> => {
  const document =
    '{ pool(key: "FC100000000000001") { binding(subsId: "1000000000000001", numberX: "17000000001") { details { __typename ... on BindingDetails { numberARef } } } } }'
  const { text } = await send(`${url}/graphql`, { body: JSON.stringify({ query: document }) })
  return /"numberARef":"([\w-]+)"/.exec(text)?.[1] ?? text
}

const ask = ({ url }: Program, subsId = '1000000000000001', agent?: Agent): Promise<Answer> =>
  send(`${url}/graphql`, { body: JSON.stringify({ query: query(subsId) }), ...(agent ? { agent } : {}) })

const metricsOf = async ({ url }: Program): Promise<(name: string) => number> => {
  const { text } = await send(`${url}/metrics`)
  return (name) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length),
    )
}
const calls = 'dypls_calls_total{operation="QueryCallStatus",fate="sent"}'

/** On a machine that is busy with other things a worker may shed. */
const isAnswer = (status: Answer['status']): boolean => status === 200 || status === 503

/** Of all workers that ever listened, the oldest first. */
const pidsOf = ({ printed }: Program): number[] =>
  [...printed().matchAll(/"pid":(\d+),"msg":"a worker listens"/g)].map(([, pid]) => Number(pid))

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const running: Program[] = []
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop('SIGKILL')
})

const start = async (env: Record<string, string> = {}, flags: readonly string[] = []): Promise<Program> => {
  const program = await startProgram([process.execPath, ...flags, 'dist/main.js', '--workers', '2'], {
    env: { PORT: '0', DYPLS_RATES: '*=10000', ...env },
  })
  running.push(program)
  return program
}

const sandboxOf = ({ printed }: Program): string => /embedded sandbox at (\S+)/.exec(printed())?.[1] ?? ''

/** Callers that ask again and again until told to stop. */
const keepAsking = (program: Program, count: number, agent?: Agent) => {
  const seen: Answer['status'][] = []
  let asking = true
  const callers = Array.from({ length: count }, async () => {
    while (asking) {
      const { status } = await ask(program, undefined, agent)
      seen.push(status)
      if (status === 'refused') return
    }
  })
  return {
    seen,
    stop: async () => {
      asking = false
      await Promise.all(callers)
    },
  }
}

describe('two workers', () => {
  it('answer on one port, over one sandbox, and show their figures as one', async () => {
    const program = await start()
    expect(program.printed().match(/listening {2}http/g)).toHaveLength(1)
    expect(program.printed()).toMatch(/workers {4}2, each with its share/)
    const [first = 0, second = 0] = pidsOf(program)
    expect(first).not.toBe(second)
    for (let n = 0; n < 10; n++) expect(await ask(program)).toMatchObject({ status: 200 })
    for (let n = 0; n < 2; n++) {
      const { status, text } = await send(`${program.url}/readyz`)
      expect([status, JSON.parse(text)]).toMatchObject([
        200,
        { status: 'ready', upstream: { mode: 'sandbox', endpoint: sandboxOf(program) } },
      ])
    }
    const { calls: recorded } = JSON.parse((await send(`${sandboxOf(program)}/_sandbox`)).text)
    expect(recorded).toMatchObject({ recorded: 10 })
    const all = await metricsOf(program)
    expect([calls, 'dypls_workers', 'dypls_workers_missing'].map(all)).toEqual([10, 2, 0])

    // Equal numbers have equal refs, whoever answers.
    const refs = [await refOf(program), await refOf(program), await refOf(program)]
    expect(refs).toEqual(Array(3).fill(expect.stringMatching(/^pn_/)))
    expect(new Set(refs).size).toBe(1)

    // One that hangs is left out, and missed. The first connection may be given to it and waits until it goes on.
    process.kill(first, 'SIGSTOP')
    const scrapes = [metricsOf(program), metricsOf(program)]
    const rest = await Promise.any(scrapes)
    expect(['dypls_workers', 'dypls_workers_missing'].map(rest)).toEqual([2, 1])
    expect(rest(calls)).toBeGreaterThan(0)
    expect(rest(calls)).toBeLessThan(10)
    process.kill(first, 'SIGCONT')
    await Promise.all(scrapes)
    expect((await metricsOf(program))('dypls_workers_missing')).toBe(0)
  })

  it('stay within the quota together', async () => {
    const program = await start({ DYPLS_RATES: 'QueryCallStatus=50' })
    const since = performance.now()
    let [asked, answered] = [0, 0]
    const callers = Array.from({ length: 8 }, async () => {
      while (answered < 120) if ((await ask(program, String(++asked))).status === 200) answered++
    })
    await Promise.all(callers)
    const seconds = (performance.now() - since) / 1_000
    const sent = (await metricsOf(program))(calls)
    // Four fifths of 50 a second, and what each worker may send at once after a quiet time.
    expect(sent).toBeLessThanOrEqual(40 * seconds + 2 * 2)
    expect(sent).toBeGreaterThanOrEqual(100)
    const { calls: recorded } = JSON.parse((await send(`${sandboxOf(program)}/_sandbox`)).text)
    expect(recorded.recorded).toBe(sent)
  })
})

describe('a worker that is killed', () => {
  it('loses only its own requests and is replaced', async () => {
    const program = await start({ DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":50}' })
    const agent = new Agent({ keepAlive: true })
    const load = keepAsking(program, 20, agent)
    await expect.poll(() => load.seen.length, patient).toBeGreaterThan(100)
    expect(load.seen.every(isAnswer)).toBe(true)
    process.kill(pidsOf(program)[0] ?? 0, 'SIGKILL')
    await expect.poll(() => pidsOf(program).length, patient).toBe(3)
    const before = load.seen.length
    await expect.poll(() => load.seen.length, patient).toBeGreaterThan(before + 100)
    await load.stop()
    agent.destroy()
    // Each caller had one request under way; those that were on the other worker were answered.
    const lost = load.seen.filter((status) => !isAnswer(status))
    expect(new Set(lost)).toEqual(new Set(['broken']))
    expect(lost.length).toBeLessThan(20)
    expect(load.seen.slice(before).every(isAnswer)).toBe(true)
    expect((await metricsOf(program))('dypls_workers_missing')).toBe(0)
    expect(program.printed()).toMatch(/"how":"SIGKILL".*"msg":"a worker ended"/)
    expect(await program.stop('SIGTERM')).toBe(0)
  })

  it('again and again at its start is given up, with one clear sentence', async () => {
    const ended = start({}, ['--import', './test/fixtures/dies-young.mjs'])
    await expect(ended).rejects.toThrow(
      /ended with 1 before it listened[\s\S]*workers keep ending soon after their start/,
    )
  })
})

describe('stopping', () => {
  it('turns readiness red in all of them first, and goes on serving for a while', async () => {
    const program = await start({
      NODE_ENV: 'production',
      DYPLS_UPSTREAM: 'sandbox',
      DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":150}',
    })
    const load = keepAsking(program, 20)
    await expect.poll(() => load.seen.length, patient).toBeGreaterThan(40)
    const stopped = program.stop('SIGTERM')
    const readiness = async (): Promise<Answer['status']> => (await send(`${program.url}/readyz`)).status
    await expect.poll(readiness, { ...patient, interval: 20 }).toBe(503)
    const before = load.seen.length
    // Another worker's turn.
    expect(await readiness()).toBe(503)
    // As a load balancer would, the callers look elsewhere now.
    await load.stop()
    expect(load.seen.length).toBeGreaterThan(before)
    expect(load.seen.every(isAnswer)).toBe(true)
    expect(await stopped).toBe(0)
    expect(pidsOf(program).filter(isAlive)).toEqual([])
    expect(program.printed()).not.toContain('a worker ended')
  })

  it('lets what is under way finish, whoever else gets the signal', async () => {
    const program = await start({ DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":1500}' })
    const underWay = Promise.all(Array.from({ length: 10 }, (_, n) => ask(program, String(n + 1))))
    const peak = async (): Promise<number> =>
      JSON.parse((await send(`${sandboxOf(program)}/_sandbox`)).text).calls.peakInFlight
    await expect.poll(peak, { ...patient, interval: 20 }).toBe(10)
    // Ctrl-C in a terminal reaches every process of the group.
    for (const pid of pidsOf(program)) process.kill(pid, 'SIGINT')
    expect(await program.stop('SIGINT')).toBe(0)
    expect((await underWay).map(({ status }) => status)).toEqual(Array(10).fill(200))
  })

  it('without a farewell of the primary ends the workers too', async () => {
    const program = await start()
    await program.stop('SIGKILL')
    await expect.poll(() => pidsOf(program).filter(isAlive), patient).toEqual([])
  })

  it('at once on a second signal', async () => {
    const program = await start({ DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":4000}' })
    const asked = ask(program)
    await expect.poll(async () => (await metricsOf(program))('dypls_http_in_flight'), patient).toBe(1)
    const stopped = program.stop('SIGTERM')
    await expect.poll(program.printed, patient).toContain('stopping')
    void program.stop('SIGTERM')
    expect(await stopped).toBe(130)
    expect((await asked).status).toBe('broken')
    await expect.poll(() => pidsOf(program).filter(isAlive), patient).toEqual([])
  })
})

describe('what keeps it from starting is told once', () => {
  it('a port that is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
    })
    const ended = start({ PORT: String(port), LOG_LEVEL: 'silent' })
    await expect(ended).rejects.toThrow(
      `it ended with 1 before it listened:\nport ${port} on 127.0.0.1 is already in use: set PORT or --port\n`,
    )
    await new Promise((resolve) => taken.close(resolve))
  })

  it.each([
    ['a setting', { DYPLS_TIMEOUT_MS: 'soon' }, 'DYPLS_TIMEOUT_MS must be'],
    ['a script of mischief', { DYPLS_SANDBOX_MISCHIEF: '{"kind":"nope"}' }, 'DYPLS_SANDBOX_MISCHIEF: mischief needs'],
  ])('%s that is wrong, before any worker is started', async (_what, env, complaint) => {
    const failure = await start(env).catch((error: Error) => error.message)
    expect(failure).toMatch(/^it ended with 78 before it listened:/)
    expect(String(failure).split(complaint)).toHaveLength(2)
  })
})
