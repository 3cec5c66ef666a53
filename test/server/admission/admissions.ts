import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { entropy } from '../../../src/ambient/ambient.ts'
import { openViewer, type Viewer } from '../../../src/graph/request/viewer.ts'
import { type AdmissionOptions, type Admissions, createAdmission } from '../../../src/server/admission/admission.ts'
import type { Admission, Refusal } from '../../../src/server/admission/admit.ts'
import { hmacFrom, makeKey, makeSecret, printKey } from '../../../src/server/admission/keys/api-key.ts'
import { encodeKeyFile, type KeyFile, type StoredKey } from '../../../src/server/admission/keys/key-file.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { type FakeClock, fakeClock } from '../../support/clock.ts'

/** Builders for who asks: keys with their secret, files of keys, a door on a fake clock. */
export const hmacKey = makeSecret(entropy)

export const aKey = (parts: Partial<StoredKey> = {}): { text: string; stored: StoredKey } => {
  const key = { ...makeKey(entropy), ...(parts.id ? { id: parts.id } : {}) }
  const stored: StoredKey = {
    id: key.id,
    name: 'dashboard',
    hash: hmacFrom(hmacKey)(key.secret),
    scopes: ['calls:read'],
    pools: ['FC100000000000001'],
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    ...parts,
  }
  return { text: printKey(key), stored }
}

export const fileOf = (...keys: readonly { readonly stored: StoredKey }[]): KeyFile => ({
  hmacKey,
  keys: keys.map(({ stored }) => stored),
})

export const textOf = (...keys: readonly { readonly stored: StoredKey }[]): { text: () => string } => {
  const text = encodeKeyFile(fileOf(...keys))
  return { text: () => text }
}

/** A file in a folder of its own that goes with the test. */
export const tempFile = (content?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dypls-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'keys.json')
  if (content !== undefined) writeFileSync(file, content)
  return file
}

export const limits = { perMinute: 600, burst: 60, inFlight: 10, unmaskPerMinute: 30 }

export type TestDoor = Admissions & { readonly clock: FakeClock; readonly logged: string[] }

export const openDoor = async (
  auth: Partial<AdmissionOptions['auth']>,
  given: Partial<AdmissionOptions> & { readonly clock?: FakeClock } = {},
): Promise<TestDoor> => {
  const { clock = fakeClock(), ...options } = given
  const logged: string[] = []
  const door = await createAdmission({
    auth: { open: false, keys: null, jwt: null, ...auth },
    everybody: openViewer,
    limits,
    now: clock.now,
    after: clock.after,
    log: createLog('trace', { write: (line) => logged.push(line) }),
    ...options,
  })
  if ('fault' in door) throw new Error(door.fault)
  onTestFinished(door.close)
  return { ...door, clock, logged }
}

/** What came of it: the viewer, or the refusal's status and code. */
export const outcomeOf = async (
  decided: Admission | Refusal | Promise<Admission | Refusal>,
): Promise<Viewer | string> => {
  const given = await decided
  if (!('viewer' in given)) return `${given.status} ${given.code}`
  given.leave()
  return given.viewer
}
