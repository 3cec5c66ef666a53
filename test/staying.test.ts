import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'

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

const launch = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Launched> => {
  const child = spawn(process.execPath, ['--import', './test/fixtures/speaks-and-fails.mjs', 'dist/main.js', ...args], {
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
