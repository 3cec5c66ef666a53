import type { Viewer } from '../../graph/request/viewer.ts'

/** Whether a request is let in, by its `Authorization` header alone. Decided before anything else of it is read. */
export type Admit = (authorization: string | undefined) => Admission | Refusal | Promise<Admission | Refusal>

export type Admission = {
  readonly viewer: Viewer
  /** Gives the place back; called once, when the answer has gone out or the caller has left. */
  readonly leave: () => void
}

/** Why not. The message says nothing that helps to guess a credential. */
export type Refusal = {
  readonly status: 401 | 403 | 429 | 503
  readonly code: string
  readonly message: string
  readonly retryAfterSeconds?: number
}

/** Admits every caller as the same viewer. */
export const admitAs = (viewer: Viewer): Admit => {
  const admission: Admission = { viewer, leave: () => {} }
  return () => admission
}
