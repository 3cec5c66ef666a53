import { after, entropy, now } from '../ambient/ambient.ts'
import { type Env, readStoreConfig } from '../config/config.ts'
import type { StoreConfig } from '../config/store.ts'
import { findPlace } from '../keeping/open-ledger.ts'
import { type Census, takeCensus } from '../receipts/census.ts'
import { prune } from '../receipts/retention.ts'
import { findPackage, noPackage } from '../store/embedded/binaries.ts'
import { check, migrate, readApplied } from '../store/migrations/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import { openSession, type Session } from '../store/postgres/session.ts'
import { told } from '../store/source.ts'
import { StoreError } from '../store/store.ts'

export type StoreCommand = 'migrate' | 'status' | 'prune'
export type StoreTerminal = { readonly out: (line: string) => unknown; readonly tell: (line: string) => unknown }

/** 78 as for settings that keep the server from starting, 1 where the database does not answer. */
const exitCodes = { unfit: 78, refused: 1, unavailable: 1 } as const
const [dayMs, pauseMs] = [86_400_000, 20]

/** Runs one of the `store` commands, beside a server or without one, and gives the exit code. */
export const onStore = async (
  command: StoreCommand,
  env: Env,
  json: boolean,
  { out, tell }: StoreTerminal,
): Promise<number> => {
  const { store, retentionDays } = readStoreConfig(env)
  const { source } = store
  if (source === null) {
    tell('there is no store: set DYPLS_STORE to postgres://… or to a folder')
    return 1
  }
  const show = (lines: readonly (readonly [name: string, value: string | number])[], all: object): void => {
    if (json) out(JSON.stringify({ store: told(source), ...all }))
    else for (const [name, value] of [['store', told(source)], ...lines]) out(`${String(name).padEnd(30)} ${value}`)
  }
  try {
    const log = { warn: tell }
    const place = await findPlace(source, { now, after, entropy, note: log.warn })
    try {
      const session = await openSession(place.address)
      try {
        await acts[command](session, { show, before: new Date(now() - retentionDays * dayMs) })
        return 0
      } finally {
        await session.close()
      }
    } finally {
      await place.leave()
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    tell(error.message)
    return exitCodes[error.fault]
  }
}

/** How the store of the settings is, for `doctor`: a URL's is asked, a folder's is left closed. */
export const examineStore = async ({ store: { source } }: { readonly store: StoreConfig }): Promise<Health> => {
  if (source === null) return { fine: true, detail: 'none: receipts are not taken (DYPLS_STORE)' }
  if (source.kind === 'folder') {
    const found = findPackage() !== null
    return { fine: found, detail: found ? `${source.path}, opened when it is first needed` : noPackage }
  }
  try {
    const session = await openSession({ connectionString: source.url() })
    try {
      const [row] = await session.query(
        "select current_setting('server_version') as version, current_setting('fsync') as fsync",
      )
      check(await readApplied(session.query), migrations)
      if (row?.fsync !== 'on')
        return { fine: false, detail: `${told(source)}: fsync is off, so what it commits may be lost` }
      return { fine: true, detail: `${told(source)} answers, PostgreSQL ${String(row?.version)}` }
    } finally {
      await session.close()
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { fine: false, detail: `${told(source)}: ${error.message}` }
  }
}

export type Health = { readonly fine: boolean; readonly detail: string }

type Show = (lines: readonly (readonly [name: string, value: string | number])[], all: object) => void
type Act = (session: Session, options: { readonly show: Show; readonly before: Date }) => Promise<void>

const acts: Readonly<Record<StoreCommand, Act>> = {
  migrate: async (session, { show }) => {
    const done = await migrate(session, migrations)
    show([['migrations', done.length === 0 ? 'up to date' : `ran ${done.join(', ')}`]], { ran: done })
  },
  status: async (session, { show }) => {
    await migrate(session, migrations)
    const census = await takeCensus(session.query)
    show(linesOf(census), census)
  },
  prune: async (session, { show, before }) => {
    await migrate(session, migrations)
    const pause = (): Promise<void> => new Promise((resolve) => after(pauseMs, resolve))
    const pruned = await prune(session.query, before, pause)
    show([['deleted before', before.toISOString()], ...Object.entries(pruned)], { before, ...pruned })
  },
}

const linesOf = (census: Census): readonly (readonly [string, string | number])[] => [
  ['postgresql', census.server],
  ['migrations', census.migrations],
  ['size', `${Math.ceil(census.bytes / 1_048_576)} MB`],
  ['calls', census.calls],
  ['receipts', census.receipts.reduce((sum, { count }) => sum + count, 0)],
  ...census.receipts.map(
    ({ type, count, latest }) => [`  ${type}`, `${count}, latest ${latest.toISOString()}`] as const,
  ),
  ['told once more with other words', census.variants],
  ['quarantined', census.quarantined.reduce((sum, { count }) => sum + count, 0)],
  ...census.quarantined.map(({ reason, count }) => [`  ${reason}`, count] as const),
  ['oldest', census.oldest?.toISOString() ?? 'nothing yet'],
]
