import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { unavailable } from '../store.ts'

/** Who owns a folder: one process at a time, and it starts and ends the database there. */
export type Lock = { readonly release: () => Promise<void> }

type Holder = { readonly pid: number; readonly started: string; readonly host: string }

/** Pids are used again (in a container it is always 1), so the moment of a process's start goes with it, where told. */
const startOf = async (pid: number): Promise<string> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program stands in brackets, and may hold blanks.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const holderIn = async (path: string): Promise<Holder | null> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

const holds = async ({ pid, started, host }: Holder): Promise<boolean> => {
  if (host !== hostname())
    throw unavailable(`the store's folder is in use by another machine (${host}); if it is not, delete \`lock\` in it`)
  return isAlive(pid) && (await startOf(pid)) === started
}

/** Null when another process, or another part of this one, holds the folder. A lock whose holder has gone is taken over. */
export const takeLock = async (path: string): Promise<Lock | null> => {
  const own = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), host: hostname() })
  for (let tries = 0; tries < 3; tries++) {
    try {
      await writeFile(path, own, { flag: 'wx', mode: 0o600 })
      return {
        release: async () => {
          if ((await readFile(path, 'utf8').catch(() => '')) === own) await rm(path, { force: true })
        },
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await holderIn(path)
    if (holder && (await holds(holder))) return null
    await rm(path, { force: true })
  }
  return null
}
