import pg from 'pg'
import type { After } from '../../ground/time.ts'
import { type Query, type Row, type Statement, type Store, StoreError, unavailable } from '../store.ts'
import { faultOf, leavesConnection } from './faults.ts'
import { createListener } from './listener.ts'

/** What the driver needs to know of a database. */
export type Address = {
  readonly connectionString?: string
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
}

export type PoolsOptions = {
  readonly address: Address
  /** For what is listened to; a pooler in transaction mode delivers no notifications. As `address` when left out. */
  readonly listenAddress?: Address | undefined
  readonly after: After
}

/**
 * Times of a write (PROMISES §5: an answer within 700 ms): 150 for a free connection, 400 for a statement, as the database
 * counts them, and a little more as this side does, for a database that does not count any more.
 */
const writing = { connections: 4, waitMs: 150, statementMs: 400, silentMs: 500 }
const reading = { connections: 4, waitMs: 500, statementMs: 2_000, silentMs: 2_300 }
const connectMs = 5_000

type Times = typeof writing

/** Pools apart, so that what reads never stands in the way of what acknowledges. Connects when it is first asked. */
export const createPools = ({ address, listenAddress, after }: PoolsOptions): Store => {
  const pool = (purpose: string, { connections, silentMs }: Times) => {
    const made = new pg.Pool({
      ...address,
      application_name: `dypls-graphql ${purpose}`,
      max: connections,
      // A connection made is kept: making one takes longer than all else that a write does.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: connectMs,
      query_timeout: silentMs,
      keepAlive: true,
    })
    // One that breaks while nobody uses it is replaced when it is needed.
    made.on('error', () => {})
    // One that breaks between two statements tells nobody else, and what nobody hears would end the program.
    made.on('connect', (client) => void client.on('error', () => {}))
    return made
  }
  const [writers, readers] = [pool('acknowledging', writing), pool('reading', reading)]
  const listener = createListener({
    connect: () =>
      new pg.Client({
        ...(listenAddress ?? address),
        application_name: 'dypls-graphql listening',
        connectionTimeoutMillis: connectMs,
        keepAlive: true,
      }),
    after,
  })

  /** Who waited too long goes without; the connection, should it come, serves the next. */
  const checkOut = (from: pg.Pool, ms: number): Promise<pg.PoolClient> =>
    new Promise((resolve, reject) => {
      let gone = false
      const stopWaiting = after(ms, () => {
        gone = true
        reject(unavailable('no connection to the database became free in time'))
      })
      from.connect().then(
        (client) => {
          stopWaiting()
          if (gone) client.release()
          else resolve(client)
        },
        (error: unknown) => {
          stopWaiting()
          reject(faultOf(error))
        },
      )
    })

  const within = async <T>(
    from: pg.Pool,
    begin: string,
    times: Times,
    act: (query: Query) => Promise<T>,
  ): Promise<T> => {
    const client = await checkOut(from, times.waitMs)
    try {
      // In the statement, not in the connection's start, where poolers refuse it.
      await client.query(`${begin}; set local statement_timeout = ${times.statementMs}`)
      const result = await act(queryOf(client))
      const { command } = await client.query('commit')
      if (command !== 'COMMIT') throw new StoreError('refused', 'the transaction had failed before its end')
      client.release()
      return result
    } catch (error) {
      const fault = error instanceof NotOurs ? null : faultOf(error)
      await giveBack(client, fault)
      throw fault ?? (error as NotOurs).cause
    }
  }

  return {
    query: (statement, values) => within(readers, 'begin read only', reading, (query) => query(statement, values)),
    transaction: (act) =>
      within(writers, 'begin; set local synchronous_commit = on', writing, (query) => ours(act(query))),
    listen: listener.listen,
    close: async () => {
      listener.close()
      await Promise.all([writers.end(), readers.end()])
    },
  }
}

/** What the caller itself threw inside a transaction is passed on as it is. */
class NotOurs extends Error {}

const ours = async <T>(result: Promise<T>): Promise<T> => {
  try {
    return await result
  } catch (error) {
    throw error instanceof StoreError ? error : new NotOurs('', { cause: error })
  }
}

export const queryOf =
  (client: pg.ClientBase): Query =>
  async (statement, values = []) => {
    try {
      // The driver types its values as changeable; it only reads them.
      const { rows } = await client.query<Row>({ ...named(statement), values: values as unknown[] })
      // Several statements in one text have several results, of which nothing is wanted.
      return rows ?? []
    } catch (error) {
      throw faultOf(error)
    }
  }

const named = (statement: Statement): { text: string; name?: string } =>
  typeof statement === 'string' ? { text: statement } : { ...statement }

/** A connection that still answers is used again; any other is closed. */
const giveBack = async (client: pg.PoolClient, fault: StoreError | null): Promise<void> => {
  const sound =
    (fault === null || leavesConnection(fault)) &&
    (await client.query('rollback').then(
      () => true,
      () => false,
    ))
  client.release(!sound)
}
