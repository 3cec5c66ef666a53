import { StoreError } from '../store.ts'

type Told = { readonly code?: unknown; readonly message?: unknown }

const sqlState = /^[0-9A-Z]{5}$/

/** What is wrong with the database itself, by the code it says. The rest of a class is in `classes`. */
const words: Readonly<Record<string, string>> = {
  '25006': 'the database is read only',
  '53100': 'the disk of the database is full',
  '53300': 'the database has no connection left',
  '55P03': 'a lock was not to be had in time',
  '57014': 'the database took too long',
  '57P01': 'the database is stopping',
  '57P03': 'the database is starting',
  '28P01': 'the database refuses the password',
  '28000': 'the database refuses this user',
  '3D000': 'there is no such database',
  '42501': 'the user of the database may not do this',
  '42P01': 'a table is not there: run `dypls-graphql store migrate`',
}

/** Classes of codes that a repeat may mend, with what they mean. */
const classes: Readonly<Record<string, string>> = {
  '08': 'the connection to the database broke',
  '25': 'the database does not take writes',
  '28': 'the database refuses the log-in',
  '3D': 'there is no such database',
  '40': 'two writers were in each other’s way',
  '42': 'the tables are not as they should be',
  '53': 'the database lacks room, memory or connections',
  '55': 'the database is busy',
  '57': 'the database is stopping, starting or too slow',
  '58': 'the disk of the database fails',
  XX: 'the database is damaged',
}

/** Codes of the network and of the driver's own, which has no codes for its time-outs. */
const network: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|ENOENT/, 'no database answers there'],
  [/ENOTFOUND|EAI_AGAIN/, 'the name of the database’s host cannot be resolved'],
  [/timeout|ETIMEDOUT/i, 'the database took too long'],
]

/** An error of the driver as the port tells it: without its words, which may quote values. */
export const faultOf = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error
  const { code, message } = (error ?? {}) as Told
  if (typeof code === 'string' && sqlState.test(code)) {
    const meaning = words[code] ?? classes[code.slice(0, 2)]
    return meaning === undefined
      ? new StoreError('refused', `the database refuses it (${code})`, code)
      : new StoreError('unavailable', `${meaning} (${code})`, code)
  }
  const told = `${String(code ?? '')} ${String(message ?? '')}`
  const meaning = network.find(([pattern]) => pattern.test(told))?.[1]
  return new StoreError('unavailable', meaning ?? 'the connection to the database broke')
}

/** Whether the connection is still good after it: the database answered, and not that it takes no writes here. */
export const leavesConnection = ({ sqlState: code }: StoreError): boolean =>
  code !== null && !/^(?:08|25|57P|58|XX)/.test(code)
