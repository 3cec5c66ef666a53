import { type ChildProcess, spawn } from 'node:child_process'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { After } from '../../ground/time.ts'
import { unavailable } from '../store.ts'
import type { Binaries } from './binaries.ts'
import { type Identity, isRoot } from './identity.ts'

export type Layout = {
  /** PostgreSQL's own folder. */
  readonly data: string
  /** Where its socket is; the path must be short. */
  readonly sockets: string
  /** What it says goes in here. */
  readonly log: string
}

export type Postgres = {
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<void>
  /** Ends it in good order; by force when it does not end in time. */
  readonly stop: () => Promise<void>
}

const asUser = ({ uid, gid }: Identity) => (isRoot() ? { uid, gid } : {})

/** Makes a folder that the database's user alone may enter. */
export const makeOwn = async (path: string, { uid, gid }: Identity): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (isRoot()) await chown(path, uid, gid)
}

export const superuser = 'dypls'

/** Makes the data folder. It gets its name only when it is whole, so that an end in between leaves nothing half. */
export const createCluster = async (
  { bin }: Binaries,
  { data, sockets }: Layout,
  as: Identity,
  password: string,
): Promise<void> => {
  const unfinished = `${data}.new`
  await rm(unfinished, { recursive: true, force: true })
  await makeOwn(unfinished, as)
  await makeOwn(sockets, as)
  const passwordFile = join(sockets, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (isRoot()) await chown(passwordFile, as.uid, as.gid)
  try {
    const args = ['-D', unfinished, '-U', superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    await run(join(bin, 'initdb'), [...args, '-E', 'UTF8', '--locale=C', '--no-instructions'], as, sockets)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(unfinished, data)
}

const run = (command: string, args: readonly string[], as: Identity, cwd: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...asUser(as), cwd, stdio: ['ignore', 'ignore', 'pipe'], env: plainEnv })
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = `${words}${text}`.slice(-2_000)
    })
    child.once('error', () => reject(unavailable(`${command} could not be started`)))
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(unavailable(`initdb failed: ${words.trim().split('\n').at(-1) ?? code}`)),
    )
  })

/** Nothing of this program's environment, which holds secrets. The dates of PostgreSQL's log are in UTC. */
const plainEnv = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' }

/**
 * Runs it under a shell that waits for a pipe to close: this program holds the other end, so that its end ends the database
 * in good order too, even when it is killed. A process group of its own, since Ctrl-C reaches a whole group.
 */
export const guardian = `
exec 3<&0
"$0" "$@" </dev/null 3<&- &
database=$!
{ cat <&3 >/dev/null; kill -INT $database; } 2>/dev/null &
watch=$!
exec 3<&- </dev/null
wait $database
code=$?
kill $watch 2>/dev/null
exit $code
`

const settingsOf = ({ data, sockets }: Layout): readonly string[] => [
  '-D',
  data,
  // No port: whoever is not on this machine, or may not enter the folder, cannot even knock.
  ...option('listen_addresses', ''),
  ...option('unix_socket_directories', sockets),
  ...option('max_connections', '60'),
  ...option('shared_buffers', '32MB'),
  ...option('max_wal_size', '256MB'),
  ...option('wal_level', 'minimal'),
  ...option('max_wal_senders', '0'),
  // Neither statements nor values go to its log.
  ...option('log_error_verbosity', 'terse'),
  ...option('log_min_error_statement', 'panic'),
  ...option('log_checkpoints', 'off'),
]

const option = (name: string, value: string): readonly string[] => ['-c', `${name}=${value}`]

/** Starts it; it takes connections a moment later, or ends. */
export const startPostgres = async (
  { bin }: Binaries,
  layout: Layout,
  as: Identity,
  after: After,
): Promise<Postgres> => {
  await makeOwn(layout.sockets, as)
  const log = await open(layout.log, 'a', 0o600)
  try {
    const child = spawn('/bin/sh', ['-c', guardian, join(bin, 'postgres'), ...settingsOf(layout)], {
      ...asUser(as),
      cwd: layout.sockets,
      env: plainEnv,
      detached: true,
      stdio: ['pipe', log.fd, log.fd],
    })
    const ended = new Promise<void>((resolve) => {
      child.once('error', () => resolve())
      child.once('exit', () => {
        child.stdin?.destroy()
        resolve()
      })
    })
    child.stdin?.on('error', () => {})
    return { ended, stop: () => stop(child, layout, ended, after) }
  } finally {
    await log.close()
  }
}

const longestStopMs = 8_000

const stop = async (child: ChildProcess, layout: Layout, ended: Promise<void>, after: After): Promise<void> => {
  const force = after(longestStopMs, () => void kill(child, layout))
  child.stdin?.end()
  await ended
  force()
}

/** The database first: it writes what it must, and its guardian ends with it. */
const kill = async (child: ChildProcess, { data }: Layout): Promise<void> => {
  const pid = await postmasterIn(data)
  try {
    if (pid) process.kill(pid.pid, 'SIGQUIT')
    else if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has gone in between.
  }
}

/** What a running database says of itself in its folder; null where none runs. */
export const postmasterIn = async (
  data: string,
): Promise<{ readonly pid: number; readonly port: number; readonly sockets: string } | null> => {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port, sockets] = [Number(lines[0]), Number(lines[3]), lines[4]?.trim() ?? '']
  return pid > 0 && port > 0 && sockets !== '' ? { pid, port, sockets } : null
}
