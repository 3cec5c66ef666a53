import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'

/** The built program among the things that a platform does to it: readers that leave, signals, full disks. */
vi.setConfig({ testTimeout: 30_000 })
const patient = { timeout: 20_000 }

type Launched = {
  readonly child: ChildProcess
  readonly printed: () => string
  readonly url: string
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

const launched: ChildProcess[] = []
afterEach(() => {
  for (const child of launched.splice(0)) child.kill('SIGKILL')
})

/** `shell` is what a shell does before it becomes the program. */
const launch = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  shell = 'exec "$0" "$@"',
): Promise<Launched> => {
  const command = [process.execPath, '--import', './test/fixtures/speaks-and-fails.mjs', 'dist/main.js', ...args]
  const child = spawn('/bin/sh', ['-c', shell, ...command], {
    env: { PATH: process.env.PATH, PORT: '0', DYPLS_RATES: '*=10000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, how) => resolve(how ?? code)),
  )
  const place = /(?:listening {2}|sandbox [\w.-]+ at )(http:\/\/\S+)/
  await expect.poll(() => printed, patient).toMatch(place)
  return { child, printed: () => printed, url: place.exec(printed)?.[1] ?? '', ended }
}

/** What `2>&1 | head` does, and `| tee log` once it has ended. */
const readersLeave = ({ child }: Launched): void => {
  child.stdout?.destroy()
  child.stderr?.destroy()
}

/** Hundredths of a second of CPU that the process has used. */
const ticksOf = ({ child }: Launched): number => {
  const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
  return Number(user) + Number(system)
}

const workersOf = ({ printed }: Launched): number[] =>
  [...printed().matchAll(/"pid":(\d+),"msg":"a worker listens"/g)].map(([, pid]) => Number(pid))

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const programs = [
  ['the server', [], '/livez'],
  ['the primary of two workers', ['--workers', '2'], '/livez'],
  ['the sandbox', ['sandbox', '--port', '0'], '/_sandbox'],
] as const

describe('without a reader of its words', () => {
  it.each(programs)('%s goes on, at rest, and ends in good order when told to', async (_what, args, path) => {
    const program = await launch(args)
    readersLeave(program)
    const before = ticksOf(program)
    for (let n = 0; n < 20; n++) {
      program.child.kill('SIGUSR2')
      expect((await fetch(`${program.url}${path}`)).status).toBe(200)
    }
    expect(ticksOf(program) - before).toBeLessThan(100)
    program.child.kill('SIGINT')
    expect(await program.ended).toBe(0)
    await expect.poll(() => workersOf(program).filter(isAlive), patient).toEqual([])
  })

  it.each(programs)('%s ends with 1 after its first bug, however many follow', async (_what, args) => {
    const program = await launch(args)
    readersLeave(program)
    program.child.kill('SIGCONT')
    expect(await program.ended).toBe(1)
    await expect.poll(() => workersOf(program).filter(isAlive), patient).toEqual([])
  })

  it('a server that something keeps is gone within 20 s', async () => {
    const program = await launch([])
    readersLeave(program)
    program.child.kill('SIGWINCH')
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(1)
  })

  it('a server lets what is under way finish after a bug', async () => {
    const program = await launch([], { DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":1000}' })
    readersLeave(program)
    const asked = fetch(`${program.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ callStatus(poolKey: \\"FC100000000000001\\", subsId: \\"1000000000000001\\") { __typename } }"}',
    })
    await expect
      .poll(async () => (await (await fetch(`${program.url}/metrics`)).text()).includes('in_flight 1'), patient)
      .toBe(true)
    program.child.kill('SIGCONT')
    expect((await asked).status).toBe(200)
    expect(await program.ended).toBe(1)
  })
})

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'dypls-staying-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

type Line = { readonly kind: string; readonly deed?: string; readonly viewer: string }
const linesIn = (...paths: readonly string[]): Line[] =>
  paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line),
  )
const endsIn = (...paths: readonly string[]): number =>
  linesIn(...paths).filter(({ kind }) => kind === 'mutation').length

const block = 'mutation { blockNumber(input: { poolKey: "FC100000000000001", number: "13900000777" }) { __typename } }'
const details =
  '{ pool(key: "FC100000000000001") { binding(subsId: "1000000000000001", numberX: "17000000001") { details { ... on BindingDetails { numberA numberB } } } } }'

/** On a connection of its own, so that questions spread over the workers. */
const ask = (
  { url }: Launched,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number | string; text: string }> =>
  new Promise((resolve) => {
    const asked = request(`${url}/graphql`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', ...headers },
    })
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', (error: NodeJS.ErrnoException) => resolve({ status: error.code ?? 'broken', text: '' }))
    asked.end(JSON.stringify({ query }))
  })

/** Mutations, one after the other at each of some callers, until told to stop. On a busy machine some may be shed. */
const keepAsking = (program: Launched, query = block) => {
  const seen: (number | string)[] = []
  let asking = true
  const callers = Array.from({ length: 4 }, async () => {
    while (asking) {
      const { status, text } = await ask(program, query)
      if (!text.includes('OVERLOADED')) seen.push(status)
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

describe('SIGHUP', () => {
  it.each([
    ['one process', 1],
    ['two workers', 2],
  ])('has the audit log opened anew by %s, and loses neither a request nor a record', async (_what, workers) => {
    const path = join(folder(), 'audit.jsonl')
    const program = await launch(['--workers', String(workers)], { DYPLS_AUDIT: path })
    const load = keepAsking(program)
    const rotated: string[] = []
    for (let n = 1; n <= 3; n++) {
      const before = load.seen.length
      await expect.poll(() => load.seen.length, patient).toBeGreaterThan(before + 20)
      // As logrotate does it.
      rotated.push(`${path}.${n}`)
      renameSync(path, `${path}.${n}`)
      program.child.kill('SIGHUP')
      await expect.poll(() => existsSync(path) && endsIn(path), patient).toBeGreaterThan(0)
    }
    await load.stop()
    expect(new Set(load.seen)).toEqual(new Set([200]))
    expect(endsIn(path, ...rotated)).toBe(load.seen.length)
    expect(program.printed().match(/audit log was opened anew/g)?.length).toBe(3 * workers)
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })

  it('has the file of API keys read again', async () => {
    const keys = join(folder(), 'keys.json')
    const key = (...args: string[]): string =>
      execFileSync(process.execPath, ['dist/main.js', 'key', ...args, '--file', keys], { encoding: 'utf8' }).trim()
    key('create', '--name', 'a', '--scope', 'calls:read')
    const program = await launch([], { DYPLS_AUTH: 'keys', DYPLS_API_KEYS: keys })
    program.child.kill('SIGHUP')
    await expect.poll(program.printed, patient).toContain('API keys were read anew')
    expect(program.printed()).toContain('"keys":1')
  })

  it('of a terminal that goes away lets what is under way finish, and ends', async () => {
    const command = `echo "pid $$"; exec ${process.execPath} dist/main.js`
    const env = { PATH: process.env.PATH, PORT: '0', DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":1000}' }
    // A terminal of its own, which ends with it.
    const child = spawn('script', ['-qec', command, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
    launched.push(child)
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    const place = /listening {2}(http:\/\/\S+)/
    await expect.poll(() => printed, patient).toMatch(place)
    const program = { child, printed: () => printed, url: place.exec(printed)?.[1] ?? '', ended: Promise.resolve(null) }
    const pid = Number(/pid (\d+)/.exec(printed)?.[1])
    const asked = ask(program, details)
    await expect
      .poll(async () => (await (await fetch(`${program.url}/metrics`)).text()).includes('in_flight 1'), patient)
      .toBe(true)
    child.kill('SIGKILL')
    expect((await asked).status).toBe(200)
    await expect.poll(() => isAlive(pid), patient).toBe(false)
  })

  it('does nothing to the sandbox, which has nothing to read again', async () => {
    const program = await launch(['sandbox', '--port', '0'])
    for (let n = 0; n < 5; n++) {
      program.child.kill('SIGHUP')
      expect((await fetch(`${program.url}/_sandbox`)).status).toBe(200)
    }
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

describe('the audit log', () => {
  it('has a record of a mutation in the middle of which the process was killed', async () => {
    const path = join(folder(), 'audit.jsonl')
    const env = { DYPLS_AUDIT: path, DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":3000}' }
    const program = await launch([], env)
    const asked = ask(program, block)
    await expect.poll(() => linesIn(path).length, patient).toBe(1)
    program.child.kill('SIGKILL')
    expect((await asked).status).toBe('ECONNRESET')
    const next = await launch([], { DYPLS_AUDIT: path })
    const { text } = await ask(next, '{ auditLog { items { field outcome } } }')
    expect(JSON.parse(text).data.auditLog.items).toEqual([{ field: 'Mutation.blockNumber', outcome: 'UNKNOWN' }])
  })

  it('loses nothing but what copytruncate itself loses: whole lines, and no answer', async () => {
    const path = join(folder(), 'audit.jsonl')
    const program = await launch(['--workers', '2'], { DYPLS_AUDIT: path })
    const load = keepAsking(program)
    await expect.poll(() => load.seen.length, patient).toBeGreaterThan(20)
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    await expect.poll(() => endsIn(path), patient).toBeGreaterThan(10)
    await load.stop()
    expect(new Set(load.seen)).toEqual(new Set([200]))
    // Every line of both is whole (each was parsed), and none went to where the end of the file was before.
    expect(endsIn(path, `${path}.1`)).toBeLessThanOrEqual(load.seen.length)
    expect(readFileSync(path).includes(0)).toBe(false)
  })

  // A limit on the size of files stops a write in its middle, as a full disk does.
  it('on a full disk refuses what it cannot record, goes on with questions, and keeps whole lines', async () => {
    const path = join(folder(), 'audit.jsonl')
    writeFileSync(path, `${JSON.stringify({ audit: 1, kind: 'filler', filler: 'x'.repeat(7_000) })}\n`, { mode: 0o600 })
    const program = await launch(
      ['--workers', '2'],
      { DYPLS_AUDIT: path },
      'trap "" XFSZ; ulimit -f 20; exec "$0" "$@"',
    )
    const statuses: (number | string)[] = []
    for (let n = 0; n < 30; n++) statuses.push((await ask(program, block)).status)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.slice(-10)).toEqual(Array(10).fill(503))
    const masked = await ask(program, details, { 'x-dypls-unmask-reason': 'looking into a complaint' })
    expect(masked.status).toBe(200)
    expect(masked.text).toContain('****')
    expect(masked.text).not.toMatch(/1390000\d{4}/)
    // Room again: whoever goes on does not go on in half a line that the other left.
    const torn = readFileSync(path, 'utf8')
    truncateSync(path, 0)
    appendFileSync(path, torn.slice(torn.lastIndexOf('\n') + 1) || '{"audit":1,"kind":"mut')
    await expect.poll(async () => (await ask(program, block)).status, patient).toBe(200)
    await expect.poll(async () => (await ask(program, block)).status, patient).toBe(200)
    const [half, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(half?.endsWith('}')).toBe(false)
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ audit: 1 })
  })

  it('on a stdout that takes nothing lets no mutation run, and the server lives', async () => {
    const program = await launch(['--workers', '2'], {}, 'exec "$0" "$@" > /dev/full')
    for (let n = 0; n < 4; n++) expect((await ask(program, block)).status).toBe(503)
    expect((await ask(program, details)).status).toBe(200)
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

it('all workers together unmask no more numbers than one may, even when one of them dies', async () => {
  const program = await launch(['--workers', '3'], { DYPLS_LIMITS: 'unmaskPerMinute=5,perMinute=6000,burst=1000' })
  const shown = async (): Promise<number> => {
    const { text } = await ask(program, details, { 'x-dypls-unmask-reason': 'looking into a complaint' })
    return text.match(/"1390000\d{4}"/g)?.length ?? 0
  }
  let total = 0
  for (let n = 0; n < 9; n++) total += await shown()
  process.kill(workersOf(program)[0] ?? 0, 'SIGKILL')
  await expect.poll(() => workersOf(program).length, patient).toBe(4)
  for (let n = 0; n < 9; n++) total += await shown()
  expect(total).toBeGreaterThanOrEqual(5)
  // One more for each 12 s that this took, and it takes less.
  expect(total).toBeLessThanOrEqual(6)
})
