import type { AccessKey } from '../aliyun/signing/access-key.ts'
import type { After } from '../ground/time.ts'
import type { Pause } from './gateway/deliver.ts'
import type { ReceiptSettings } from './receipts/settings.ts'

export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** `127.0.0.1` by default. Anything but a loopback address is refused: the sandbox is no server for a network. */
  readonly host?: string
  /** Keys to accept beside the default one; one with a `securityToken` is temporary and must come with its token. */
  readonly accessKeys?: readonly AccessKey[]
  /** Where the sandbox's time comes from, in ms; real time by default. */
  readonly clock?: () => number
  /** Makes request ids; upper-case UUIDs by default, as the upstream's are. */
  readonly ids?: () => string
  /** How far a request's timestamp may lie from the sandbox's clock; 15 minutes by default. */
  readonly windowMs?: number
  /** Whether the world starts with the documented pools and bindings; true by default. */
  readonly seed?: boolean
  /** Numbers from 0 to 1 for mischief with a probability; the same sequence in every sandbox by default. */
  readonly random?: () => number
  /** Waits for scripted delays; a timer by default. Must end early when the signal aborts, and never reject. */
  readonly wait?: Pause
  /** Runs what is due by the sandbox's clock (a phone rings, a recording is ready); a timer by default. */
  readonly after?: After
  /** How receipts leave the sandbox: by queue alone by default, pushed too where a `pushUrl` is given. */
  readonly receipts?: Partial<ReceiptSettings>
  /** Calls a minute that happen by themselves; 0 by default. */
  readonly traffic?: number
  /** Told of exceptions inside the sandbox, which clients see as InternalError only; prints them by default. */
  readonly onBug?: (error: unknown) => void
}
