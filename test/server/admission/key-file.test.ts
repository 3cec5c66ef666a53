import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openViewer } from '../../../src/graph/request/viewer.ts'
import { createAdmission } from '../../../src/server/admission/admission.ts'
import { changeKeyFile, readKeyFile } from '../../../src/server/admission/keys/key-disk.ts'
import { decodeKeyFile, encodeKeyFile } from '../../../src/server/admission/keys/key-file.ts'
import type { KeySource } from '../../../src/server/admission/keys/key-source.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { fakeClock } from '../../support/clock.ts'
import { aKey, fileOf, hmacKey, limits, openDoor, outcomeOf, tempFile } from './admissions.ts'

const faultOf = async (keys: KeySource): Promise<string> => {
  const { now, after } = fakeClock()
  const log = createLog('silent', { write: () => {} })
  const auth = { open: false, keys, jwt: null }
  const door = await createAdmission({ auth, everybody: openViewer, limits, now, after, log })
  return 'fault' in door ? door.fault : 'no fault'
}

describe('a file of API keys', () => {
  it('is read as it was written', () => {
    const file = fileOf(aKey(), aKey({ pools: 'all', expiresAt: '2027-01-01T00:00:00Z' }))
    expect(decodeKeyFile(encodeKeyFile(file))).toEqual({ value: file })
  })

  it('keeps the server from starting with one complaint that names every fault and no secret', async () => {
    const good = aKey().stored
    const file = {
      hmacKey: 'made-up-short-key',
      more: 1,
      keys: [
        { ...good, scopes: ['calls:reed'], hash: 'made-up-hash' },
        { ...good, pools: ['a b'], expiresAt: 'soon', expires: null },
        'made-up-key',
      ],
    }
    const fault = await faultOf({ file: tempFile(JSON.stringify(file)) })
    expect(fault.split('\n')).toEqual([
      'The API keys of DYPLS_API_KEYS keep the server from starting:',
      '  - hmacKey must be 32 bytes in base64url',
      '  - more is not known here',
      '  - keys[0].hash must be 32 bytes in base64url',
      expect.stringMatching(/^ {2}- keys\[0\]\.scopes must be a list of scopes; there are calls:read, /),
      '  - keys[1].pools must be "all" or a list of pool keys (an empty one for none)',
      '  - keys[1].expiresAt must be a time or null for never',
      '  - keys[1].expires is not known here',
      '  - keys[2] must be an object',
    ])
    expect(fault).not.toMatch(/made-up/)
  })

  it.each([
    ['no JSON', '{"hmacKey":"made-up-secret'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('is refused when it holds %s', async (_what, content) => {
    const fault = await faultOf({ file: tempFile(content) })
    expect(fault).toContain('must be a JSON object of "hmacKey" and "keys"')
    expect(fault).not.toContain('made-up-secret')
  })

  it('is refused when two keys have one id, and cut short when everything is wrong', async () => {
    const { stored } = aKey()
    expect(await faultOf({ text: () => JSON.stringify({ hmacKey, keys: [stored, stored] }) })).toContain(
      'an id of their own',
    )
    const many = JSON.stringify({ hmacKey, keys: Array(1_000).fill({}) })
    expect((await faultOf({ text: () => many })).split('\n')).toHaveLength(21)
  })

  it('is refused when it is missing or no file', async () => {
    expect(await faultOf({ file: tempFile() })).toContain('is not there')
    expect(await faultOf({ file: dirname(tempFile()) })).toContain('is a folder')
  })

  it('may be empty of keys, which lets nobody in and is said', async () => {
    const { admit, logged } = await openDoor({ keys: { text: () => JSON.stringify({ hmacKey, keys: [] }) } })
    expect(await outcomeOf(admit(`Bearer ${aKey().text}`))).toBe('401 UNAUTHENTICATED')
    expect(logged.join()).toContain('there is no API key yet')
  })
})

describe('changing the file', () => {
  it('replaces it in one step, for its owner’s eyes only', async () => {
    const path = tempFile()
    const file = fileOf(aKey())
    expect(await changeKeyFile(path, (before) => (before ? { faults: ['was there'] } : { value: file }))).toEqual({
      value: file,
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(path))).toEqual(['keys.json'])
    expect(await readKeyFile(path)).toEqual({ value: file })
  })

  it('leaves it as it was when the change is refused or the file is bad', async () => {
    const path = tempFile('{}')
    const inode = statSync(path).ino
    expect(await changeKeyFile(path, () => ({ value: fileOf() }))).toMatchObject({
      faults: [expect.any(String), expect.any(String)],
    })
    expect(statSync(path).ino).toBe(inode)
    expect(readdirSync(dirname(path))).toEqual(['keys.json'])
  })

  it('waits for nobody: a second command at the same moment is told why it failed', async () => {
    const path = tempFile()
    writeFileSync(`${path}.draft`, '')
    expect(await changeKeyFile(path, () => ({ value: fileOf() }))).toEqual({
      faults: [expect.stringContaining('is being changed by another command')],
    })
    expect(readdirSync(dirname(path))).toEqual(['keys.json.draft'])
  })
})
