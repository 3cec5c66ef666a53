import pg from 'pg'
import type { Store } from '../store.ts'
import { faultOf } from './faults.ts'
import { type Address, queryOf } from './pools.ts'

/** One connection without the time limits of the pools, for what may take its time: migrations, pruning, counting. */
export type Session = Pick<Store, 'query' | 'transaction' | 'close'>

const connectMs = 5_000

/** Rejects with a `StoreError` where no connection can be made. */
export const openSession = async (address: Address): Promise<Session> => {
  const client = new pg.Client({
    ...address,
    application_name: 'dypls-graphql maintaining',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  })
  // What breaks it is told by the statement that fails.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    client.end().catch(() => {})
    throw faultOf(error)
  }
  const query = queryOf(client)
  return {
    query,
    transaction: async (act) => {
      await query('begin')
      try {
        const result = await act(query)
        await query('commit')
        return result
      } catch (error) {
        await query('rollback').catch(() => {})
        throw error
      }
    },
    close: () => client.end().catch(() => {}),
  }
}
