import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { After } from '../../ground/time.ts'
import type { Place } from '../memory.ts'
import type { Address } from '../postgres/pools.ts'
import { openSession } from '../postgres/session.ts'
import { StoreError, unavailable } from '../store.ts'
import { findPackage, noPackage, readyBinaries } from './binaries.ts'
import { canEnter, type Identity, identityFor, isRoot } from './identity.ts'
import { secretIn } from './keys.ts'
import { takeLock } from './lock.ts'
import { createCluster, type Layout, type Postgres, postmasterIn, startPostgres, superuser } from './postgres.ts'

export type FolderPorts = {
  readonly now: () => number
  readonly after: After
  /** A secret that nobody can guess. */
  readonly newSecret: () => string
  /** Told what an operator should know, in one sentence. */
  readonly note: (sentence: string) => void
}

/** Where root's databases live when their folder cannot be entered by anybody but root. */
const elsewhere = '/var/lib/dypls-graphql'

/** Starting again after it was killed: its children need a moment to see it (measured: 1 to 2 s). */
const [longestStartMs, lookAgainMs, longestWaitMs] = [15_000, 40, 10_000]

/**
 * The database of a folder: made and started here, or, where another process of this machine has it already, shared with
 * that one. The process that started it ends it.
 */
export const openFolder = async (path: string, ports: FolderPorts): Promise<Place> => {
  await mkdir(path, { recursive: true, mode: 0o755 }).catch(() => {
    throw unavailable(`${path} cannot be made`)
  })
  const folder = await realpath(path)
  const password = secretIn(folder, 'password', ports.newSecret)
  if (password === null) throw unavailable(`${path} cannot be written to`)
  const lock = await takeLock(join(folder, 'lock')).catch((error: unknown) => {
    throw error instanceof StoreError ? error : unavailable(`${path} cannot be written to`)
  })
  if (!lock) return guest(folder, password, ports)
  try {
    const found = findPackage()
    if (found === null) throw unavailable(noPackage)
    const { home, as } = await settle(folder, ports)
    const binaries = await readyBinaries(found, as, isRoot() ? elsewhere : folder)
    const layout = await layoutOf(home)
    if (!(await isThere(layout.data))) await createCluster(binaries, layout, as, password)
    const start = (): Promise<Postgres> => startPostgres(binaries, layout, as, ports.after)
    const { postgres, address } = await started(start, layout, password, ports)
    return {
      address,
      gone: postgres.ended,
      leave: async () => {
        await postgres.stop()
        if (!layout.sockets.startsWith(home)) await rm(layout.sockets, { recursive: true, force: true })
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * Where the data is. PostgreSQL does not run as root, and another user cannot enter every folder that root can; then it is
 * elsewhere, and a note in the folder says where.
 */
const settle = async (
  folder: string,
  { note }: FolderPorts,
): Promise<{ readonly home: string; readonly as: Identity }> => {
  const as = await identityFor(join(folder, 'postgres'))
  if (await canEnter(folder, as)) return { home: folder, as }
  const home = join(elsewhere, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  await mkdir(home, { recursive: true, mode: 0o755 })
  await chmod(home, 0o755)
  await writeFile(join(folder, 'location'), `${home}\n`)
  note(`PostgreSQL does not run as root and no other user may enter ${folder}, so the data is in ${home}`)
  return { home, as: await identityFor(join(home, 'postgres')) }
}

/** The path of a socket has room for 107 bytes (103 on macOS). */
const longestSocketFolder = 80

const layoutOf = async (home: string): Promise<Layout> => {
  const sockets = join(home, 'run')
  return {
    data: join(home, 'postgres'),
    sockets: sockets.length <= longestSocketFolder ? sockets : await mkdtemp(join(tmpdir(), 'dypls-')),
    log: join(home, 'postgres.log'),
  }
}

const addressAt = (sockets: string, port: number, password: string): Address => ({
  host: sockets,
  port,
  user: superuser,
  password,
  database: 'postgres',
})

const pauseFor = ({ after }: FolderPorts, ms: number): Promise<void> => new Promise((resolve) => after(ms, resolve))

/** Waits until it takes connections; starts it again where it ends, until time is up. */
const started = async (start: () => Promise<Postgres>, layout: Layout, password: string, ports: FolderPorts) => {
  const until = ports.now() + longestStartMs
  let postgres = await start()
  for (;;) {
    let ended = false
    void postgres.ended.then(() => {
      ended = true
    })
    while (!ended) {
      const running = await postmasterIn(layout.data)
      if (running) {
        const address = addressAt(layout.sockets, running.port, password)
        const fault = await knock(address)
        if (fault === null) return { postgres, address }
        if (fault.sqlState?.startsWith('28')) {
          await postgres.stop()
          throw unavailable('the database refuses the password in its folder')
        }
      }
      if (ports.now() > until) {
        await postgres.stop()
        throw unavailable(`PostgreSQL does not come up: see ${layout.log}`)
      }
      await pauseFor(ports, lookAgainMs)
    }
    if (ports.now() > until) throw unavailable(`PostgreSQL does not start: see ${layout.log}`)
    await pauseFor(ports, 5 * lookAgainMs)
    postgres = await start()
  }
}

const knock = async (address: Address): Promise<StoreError | null> => {
  try {
    await (await openSession(address)).close()
    return null
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
}

/** Shares what another process runs, until that process ends it. */
const guest = async (folder: string, password: string, ports: FolderPorts): Promise<Place> => {
  const home = (await readFile(join(folder, 'location'), 'utf8').catch(() => folder)).trim()
  const data = join(home, 'postgres')
  const until = ports.now() + longestWaitMs
  for (;;) {
    const running = await postmasterIn(data)
    if (running) {
      const address = addressAt(running.sockets, running.port, password)
      if ((await knock(address)) === null) {
        const watch = watched(data, running.pid, ports)
        return { address, gone: watch.gone, leave: async () => watch.stop() }
      }
    }
    if (ports.now() > until)
      throw unavailable(`another process holds ${folder}, and its database cannot be reached: is it another user's?`)
    await pauseFor(ports, 2 * lookAgainMs)
  }
}

const watchEveryMs = 1_000

const watched = (data: string, pid: number, { after }: FolderPorts) => {
  let stop = (): void => {}
  const gone = new Promise<void>((resolve) => {
    const look = async (): Promise<void> => {
      if ((await postmasterIn(data))?.pid === pid) stop = after(watchEveryMs, () => void look())
      else resolve()
    }
    stop = after(watchEveryMs, () => void look())
  })
  return { gone, stop: () => stop() }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
