import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeKeyFile } from '../../../src/server/admission/keys/key-file.ts'
import { aKey, fileOf, openDoor, outcomeOf, type TestDoor, tempFile } from './admissions.ts'

const replaceFile = (path: string, content: string): void => {
  writeFileSync(`${path}.next`, content)
  renameSync(`${path}.next`, path)
}

/** Lets the watch look until `done`; reading the disk takes no time of the fake clock. */
const until = (door: TestDoor, done: () => boolean | Promise<boolean>): Promise<void> =>
  expect
    .poll(async () => {
      await door.clock.advance(1_000)
      return done()
    })
    .toBe(true)

const isIn = async ({ admit }: TestDoor, { text }: { text: string }): Promise<boolean> =>
  typeof (await outcomeOf(admit(`Bearer ${text}`))) !== 'string'

describe('a running server', () => {
  it('takes new keys and drops revoked ones without a restart', async () => {
    const [old, young] = [aKey(), aKey()]
    const file = tempFile(encodeKeyFile(fileOf(old)))
    const door = await openDoor({ keys: { file } })
    expect([await isIn(door, old), await isIn(door, young)]).toEqual([true, false])
    replaceFile(file, encodeKeyFile(fileOf(young)))
    await until(door, () => isIn(door, young))
    expect(await outcomeOf(door.admit(`Bearer ${old.text}`))).toBe('401 UNAUTHENTICATED')
  })

  it('keeps the keys it has when the file turns bad or goes, says so once, and recovers', async () => {
    const [key, next] = [aKey(), aKey()]
    const file = tempFile(encodeKeyFile(fileOf(key)))
    const door = await openDoor({ keys: { file } })
    const complaints = (): number => door.logged.filter((line) => JSON.parse(line).level === 50).length

    writeFileSync(file, '{"hmacKey": "half wri')
    await until(door, () => complaints() === 1)
    rmSync(file)
    await until(door, () => complaints() === 2)
    expect(door.logged.at(-1)).toContain('is not there')
    await door.clock.advance(60_000)
    expect([complaints(), await isIn(door, key)]).toEqual([2, true])

    replaceFile(file, encodeKeyFile(fileOf(next)))
    await until(door, () => isIn(door, next))
    expect(await isIn(door, key)).toBe(false)
  })

  it('stops looking when it is closed', async () => {
    const door = await openDoor({ keys: { file: tempFile(encodeKeyFile(fileOf(aKey()))) } })
    expect(door.clock.timers()).toBe(1)
    door.close()
    expect(door.clock.timers()).toBe(0)
  })
})
