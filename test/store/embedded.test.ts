import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { after, newId, now } from '../../src/ambient/ambient.ts'
import { openFolder } from '../../src/store/embedded/folder.ts'
import { isRoot } from '../../src/store/embedded/identity.ts'
import { folderKey, secretIn } from '../../src/store/embedded/keys.ts'
import { postmasterIn } from '../../src/store/embedded/postgres.ts'
import { createMemory, type Memory } from '../../src/store/memory.ts'

/** The PostgreSQL that npm brings, in a folder: really started, really killed. */

const folders: string[] = []
const memories: Memory[] = []
const noted: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dypls-folder-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return join(folder, '.dypls')
}
const open = (folder: string): Memory => {
  const find = () => openFolder(folder, { now, after, newSecret: newId, note: (sentence) => noted.push(sentence) })
  const memory = createMemory({ find, now, after })
  memories.push(memory)
  return memory
}
afterEach(async () => {
  for (const memory of memories.splice(0).reverse()) await memory.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  noted.length = 0
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const note = (memory: Memory, name: string) =>
  memory.store.transaction((query) => query("insert into setting values ($1, '')", [name]))
const notes = async (memory: Memory): Promise<unknown[]> =>
  (await memory.store.query('select name from setting order by name')).map(({ name }) => name)
const pidIn = async (folder: string): Promise<number> => (await postmasterIn(join(folder, 'postgres')))?.pid ?? 0

describe('a folder', () => {
  it('becomes a store that flushes what it commits, listens on no port, and is kept from others’ eyes', async () => {
    const folder = newFolder()
    const memory = open(folder)
    expect(memory.state().state).toBe('closed')
    await memory.open()
    expect(memory.state()).toEqual({ state: 'ready', reason: null })
    const [{ fsync, ports } = {}] = await memory.store.query(
      "select current_setting('fsync') as fsync, current_setting('listen_addresses') as ports",
    )
    expect([fsync, ports]).toEqual(['on', ''])
    expect(statSync(join(folder, 'password')).mode & 0o077).toBe(0)
    expect(statSync(join(folder, 'postgres')).mode & 0o077).toBe(0)
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n')
    const pid = await pidIn(folder)
    await memory.close()
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  }, 60_000)

  it('keeps what was written, over a restart, and is shared by who comes second', async () => {
    const folder = newFolder()
    const [owner, guest] = [open(folder), open(folder)]
    await owner.open()
    await guest.open()
    await note(owner, 'by the first')
    await note(guest, 'by the second')
    expect(await notes(owner)).toEqual(['by the first', 'by the second'])
    await owner.close()
    // Who is left starts it again.
    await expect
      .poll(
        () =>
          guest
            .open()
            .then(() => notes(guest))
            .catch(() => []),
        { timeout: 20_000, interval: 100 },
      )
      .toEqual(['by the first', 'by the second'])
  }, 60_000)

  it('comes back by itself after its database was killed', async () => {
    const folder = newFolder()
    const memory = open(folder)
    await memory.open()
    await note(memory, 'before')
    process.kill(await pidIn(folder), 'SIGKILL')
    await expect.poll(() => memory.state().state).toBe('failing')
    await expect
      .poll(
        () =>
          memory
            .open()
            .then(() => notes(memory))
            .catch(() => []),
        { timeout: 20_000, interval: 100 },
      )
      .toEqual(['before'])
  }, 60_000)

  it('is taken over from a process that has gone, and not from one that has not', async () => {
    const folder = newFolder()
    const first = open(folder)
    await first.open()
    await first.close()
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 4_000_000, started: '1', host: hostname() }))
    const second = open(folder)
    await second.open()
    await second.close()
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, started: '1', host: 'another-machine' }))
    await expect(open(folder).open()).rejects.toThrow(/in use by another machine \(another-machine\)/)
    rmSync(join(folder, 'lock'))
  }, 60_000)

  it('ends with the program that started it, even when that is killed', async () => {
    const folder = newFolder()
    const program = spawn(process.execPath, ['dist/main.js', '--port', '0', '--sandbox-traffic', '600'], {
      env: { PATH: process.env.PATH, DYPLS_STORE: folder },
      stdio: 'ignore',
    })
    await expect.poll(() => pidIn(folder), { timeout: 30_000 }).toBeGreaterThan(0)
    const pid = await pidIn(folder)
    program.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
    const memory = open(folder)
    await memory.open()
    expect(memory.state().state).toBe('ready')
  }, 60_000)

  it('lies elsewhere, and says where, when only root may enter it and PostgreSQL does not run as root', async () => {
    const folder = newFolder()
    chmodSync(join(folder, '..'), 0o700)
    const memory = open(folder)
    await memory.open()
    await note(memory, 'kept')
    await memory.close()
    const again = open(folder)
    await again.open()
    expect(await notes(again)).toEqual(['kept'])
    expect(noted.length > 0).toBe(isRoot())
    if (isRoot()) {
      const home = readFileSync(join(folder, 'location'), 'utf8').trim()
      expect(noted[0]).toContain(home)
      await again.close()
      rmSync(home, { recursive: true })
    }
  }, 60_000)

  it('that cannot be made is said in one sentence', async () => {
    writeFileSync(join(newFolder(), '..', 'file'), '')
    const path = join(folders[0] ?? '', 'file', 'below')
    await expect(open(path).open()).rejects.toThrow(`${path} cannot be made`)
  })

  it('keeps one key, whoever makes it first', () => {
    const folder = newFolder()
    expect(folderKey(folder)).toBeNull()
    expect(secretIn(folder, 'store.key', () => 'first')).toBe('first')
    expect(secretIn(folder, 'store.key', () => 'second')).toBe('first')
    expect(folderKey(folder)).toBe('first')
    expect(statSync(join(folder, 'store.key')).mode & 0o077).toBe(0)
  })
})
