import type { Lane } from '../../aliyun/call-path/lanes.ts'
import type { OperationHealth } from '../../aliyun/call-path/upstream.ts'
import type { Answer, Operation, Params } from '../../aliyun/contract/operation.ts'
import type { Outcome } from '../../aliyun/failure.ts'
import type { Bilingual } from '../../dypls/rejections/catalogue.ts'
import type { PhoneNumber } from '../../dypls/terms/phone.ts'
import type { FanOut } from '../fields/fan-out.ts'
import type { AuditLog } from './audit.ts'
import type { RecordedCalls } from './recorded.ts'
import type { Viewer } from './viewer.ts'

export type Locale = keyof Bilingual

/** One upstream call on behalf of this request: its deadline, its cancellation and its tally are in it already. */
export type Call = <O extends Operation>(row: O, input: Params<O>, lane: Lane) => Promise<Outcome<Answer<O>>>

/** The text to show for a real number that stands at `field` (`Type.field`). */
export type Reveal = (number: PhoneNumber, field: string) => string | Promise<string>

/** What resolvers may use: closed and small. Chapters own their loaders (`loader.ts`), so none are here. */
export type Context = {
  /** Already bound to the viewer: a pool that is not theirs is refused before anything is sent. */
  readonly call: Call
  readonly viewer: Viewer
  /** For a viewer who may unmask and said why; null for all others. Every number is audited before it is shown. */
  readonly reveal: Reveal | null
  /** Stands for a real number without telling it: the same for the same number, whatever its spelling. */
  readonly ref: (number: PhoneNumber) => string
  /** Stands for a number that the viewer itself has just named: it is the same for this viewer only, and equals no other ref. */
  readonly ownRef: (viewer: Viewer, number: PhoneNumber) => string
  /** Counts numbers that this request names at `field`; milliseconds until it may, 0 where it may now. */
  readonly bring: (field: string, numbers: readonly string[]) => number
  /** What receipts have told of a call; asks the store and never the upstream. */
  readonly recordedCall: RecordedCalls
  readonly locale: Locale
  readonly now: () => number
  /** For messages that must carry an id of their own, questions among them. */
  readonly newId: () => string
  /** Asks for the keys of a batch, as many at a time as is this request's share. */
  readonly fanOut: FanOut
  /** How the operations called so far fare, for operators. */
  readonly upstreamHealth: () => readonly OperationHealth[]
  /** What was done here, newest first; only fields that ask for `audit:read` hand it on. */
  readonly auditLog: AuditLog
}
