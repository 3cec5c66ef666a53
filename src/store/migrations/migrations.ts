import { sql as receipts } from './0001-receipts.ts'

/**
 * One numbered step after the other, forwards only. A step that was released is never edited: its digest stands in every
 * database. Steps only add, so that old and new instances run side by side. They are SQL in modules, not in files of their
 * own, so that the bundled command, the compiled library and the tests hold the very same text without copying anything.
 */
export type Migration = { readonly id: number; readonly sql: string }

export const migrations: readonly Migration[] = [{ id: 1, sql: receipts }]
