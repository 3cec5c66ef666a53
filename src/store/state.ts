/** How it stands with a store. */
export type MemoryState = {
  readonly state: 'closed' | 'opening' | 'ready' | 'failing'
  /** Why it fails, in one sentence; null where it does not. */
  readonly reason: string | null
}
