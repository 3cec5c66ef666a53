import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/store/migrations/migrate.ts'
import { migrations } from '../../src/store/migrations/migrations.ts'
import { openSession } from '../../src/store/postgres/session.ts'
import { createCluster } from './cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly postgres: { readonly base: string }
  }
}

/** One cluster a run of the tests, with a database that every file copies for itself. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const cluster = await createCluster()
  await cluster.run('create database base')
  const session = await openSession({ connectionString: cluster.url('base') })
  await migrate(session, migrations)
  await session.close()
  provide('postgres', { base: cluster.url('') })
  return cluster.remove
}
