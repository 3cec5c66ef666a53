import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The user that PostgreSQL runs as. */
export type Identity = { readonly uid: number; readonly gid: number }

/** `nobody`, on every system that has one. */
const nobody: Identity = { uid: 65_534, gid: 65_534 }

export const ownIdentity = (): Identity => ({ uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 })

export const isRoot = (): boolean => process.geteuid?.() === 0

/** PostgreSQL refuses to run as root, so that then it runs as whoever owns its data already, or as nobody in particular. */
export const identityFor = async (data: string): Promise<Identity> => {
  if (!isRoot()) return ownIdentity()
  const { uid, gid } = await stat(data).catch(() => nobody)
  return uid === 0 ? nobody : { uid, gid }
}

/** Whether a user may go into a folder, and into all those above it. (Lists of access beyond the mode are not read.) */
export const canEnter = async (folder: string, { uid, gid }: Identity): Promise<boolean> => {
  if (uid === ownIdentity().uid) return true
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch(() => null)
    if (!found) return false
    const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001
    if ((found.mode & bit) === 0) return false
    if (path === dirname(path)) return true
  }
}
