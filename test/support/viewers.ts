import { type Scope, scopes, type Viewer } from '../../src/graph/request/viewer.ts'

/** Viewers by what they may do; `all` but what is named. */
export const viewerOf = (
  about: Partial<Omit<Viewer, 'scopes'>> & { readonly scopes?: readonly Scope[] } = {},
): Viewer => ({
  id: 'key-1',
  pools: 'all',
  ...about,
  scopes: new Set(about.scopes ?? scopes),
})

/** A viewer for a port that is handed in once: whoever was named last asks. */
export const changingViewer = (first: Viewer) => {
  let current = first
  const viewer: Viewer = {
    get id() {
      return current.id
    },
    get scopes() {
      return current.scopes
    },
    get pools() {
      return current.pools
    },
  }
  const become = (next: Viewer): void => {
    current = next
  }
  return { viewer, become }
}
