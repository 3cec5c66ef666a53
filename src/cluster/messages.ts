import type { AccessKey } from '../aliyun/signing/signature.ts'

/** What primary and workers say to each other. Each kind has one sender; who gets one it does not know ignores it. */
export type ToPrimary =
  /** Loaded, and listening to what the primary says. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'listening'; readonly url: string; readonly banner: string }
  /** It will not serve, for a reason that a person can mend or read. */
  | { readonly kind: 'failed'; readonly fault: WorkerFault }
  /** Asks for the figures of all the others. */
  | { readonly kind: 'figures?'; readonly id: number }
  | { readonly kind: 'snapshot'; readonly id: number; readonly snapshot: Snapshot }

export type ToWorker =
  | { readonly kind: 'begin'; readonly begin: Begin }
  | { readonly kind: 'stop' }
  | { readonly kind: 'snapshot?'; readonly id: number }
  | { readonly kind: 'figures'; readonly id: number; readonly snapshots: readonly Snapshot[] }

/** What all workers have in common and no setting says. */
export type Begin = {
  /** The sandbox that the primary runs; its key is made up. */
  readonly sandbox: { readonly url: string; readonly accessKey: AccessKey } | null
}

/** The metrics of one process, as its registry tells them. Opaque on the way. */
export type Snapshot = readonly object[]

/** An error on its way to another process: all that a complaint at the terminal is made of. */
export type WorkerFault = {
  readonly name: string
  readonly message: string
  readonly stack?: string | undefined
  readonly code?: string | undefined
  readonly port?: number | undefined
  readonly address?: string | undefined
}
