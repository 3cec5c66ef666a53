import { spawn } from 'node:child_process'

/** A program of ours as its user has it: a process of its own, a banner, a signal to stop. */
export type Program = {
  /** Where it listens, read off the banner. */
  readonly url: string
  readonly pid: number
  /** Everything it has printed so far, both streams. */
  readonly printed: () => string
  /** The exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>
  /** Sends the signal and gives the exit code; null when the signal killed it. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>
}

/** Settings of the machine that runs the tests must not reach the program. */
const plainEnv = { PATH: process.env.PATH, HOME: process.env.HOME, DYPLS_STORE: 'off' }

/** Starts a command and waits for the line that says where it listens. Rejects with its words when it ends before. */
export const startProgram = (
  [command, ...args]: readonly [string, ...string[]],
  { cwd, env = {} }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Program> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...plainEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<number | null>((done) => child.once('close', done))
    let printed = ''
    const read = (text: string): void => {
      printed += text
      const [, url] = /(?:listening {2}|sandbox [\w.-]+ at )(http:\/\/\S+)/.exec(printed) ?? []
      if (url)
        resolve({
          url,
          pid: child.pid ?? 0,
          printed: () => printed,
          ended,
          stop: (signal) => {
            child.kill(signal)
            return ended
          },
        })
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.once('error', reject)
    ended.then((code) => reject(new Error(`it ended with ${code} before it listened:\n${printed}`)))
  })
