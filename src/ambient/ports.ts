import type { RateLimit } from '../aliyun/call-path/rate-limit.ts'
import type { EmbeddedSandbox } from '../embedded-sandbox.ts'
import type { Viewer } from '../graph/request/viewer.ts'
import type { After, Soon } from '../ground/time.ts'
import type { RateStore } from '../server/admission/rates/rates.ts'
import type { AuditedUnmasking } from '../server/audit/audit.ts'
import type { Out } from '../server/audit/stream.ts'
import type { Log } from '../server/telemetry/log.ts'

/** The ambient things. Tests hand in their own. */
export type Ports = {
  readonly now: () => number
  readonly after: After
  readonly soon: Soon
  readonly newId: () => string
  /** Never the same twice: the upstream refuses a request whose nonce it has seen. */
  readonly newNonce: () => string
  readonly random: () => number
  /** For secrets: as many random bytes as asked for. */
  readonly entropy: (bytes: number) => Uint8Array
  readonly log: Log
  /** Where audit records go with DYPLS_AUDIT=stdout. */
  readonly auditOut: Out
  /** Where calls go with `upstream: 'sandbox'`; one of its own when left out. */
  readonly sandbox: EmbeddedSandbox
  /** The viewer of every caller where DYPLS_AUTH is open. */
  readonly viewer: Viewer
  readonly unmasking: AuditedUnmasking
  /** The account's quota, where instances share it; this process's own when left out. */
  readonly budget: RateLimit
  /** Where callers' rates are counted, where instances share them; in this process when left out. */
  readonly rates: RateStore
  /** Where unmaskings are counted: in one place for all processes that share a port. */
  readonly unmaskings: RateStore
}
