import { readFileSync } from 'node:fs'
import { type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import { createHmac } from '../../src/aliyun/signing/hmac.ts'
import { after, entropy, soon } from '../../src/ambient/ambient.ts'
import { createRefs } from '../../src/graph/numbers/refs.ts'
import { createLedger, type Ledger, type LedgerOptions } from '../../src/receipts/ledger.ts'
import { createVault } from '../../src/receipts/vault.ts'

type Documented = { readonly messageTypes: readonly { readonly name: string; readonly sample: Json }[] }

/** The documented sample of every message type, ids exact. */
export const samples: readonly { readonly type: string; readonly body: Json }[] = (
  parseJson(readFileSync(new URL('../fixtures/receipts.json', import.meta.url), 'utf8')) as unknown as Documented
).messageTypes.map(({ name, sample }) => ({ type: name, body: sample }))

export const sampleOf = (type: string): Readonly<Record<string, Json>> =>
  samples.find((sample) => sample.type === type)?.body as Readonly<Record<string, Json>>

const refKey = 'a key of refs for tests, long enough to be one'
export const testVault = createVault(['a key of the store for tests, long enough'], entropy)
export const testRef = createRefs(refKey)

/** A ledger with made-up keys on a real store. */
export const testLedger = (store: LedgerOptions['store'], more: Partial<LedgerOptions> = {}): Ledger =>
  createLedger({
    store,
    vault: testVault,
    ref: testRef,
    digest: createHmac('sha256', refKey, 'base64url'),
    after,
    soon,
    ...more,
  })
