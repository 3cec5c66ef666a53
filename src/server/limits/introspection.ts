import type { Viewer } from '../../graph/request/viewer.ts'

/** Who may introspect: a viewer with the scope, and in development on this machine alone every viewer. */
export const introspectionFor =
  (developing: boolean) =>
  (viewer: Viewer): boolean =>
    developing || viewer.scopes.has('introspect')
