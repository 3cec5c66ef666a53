/** Where the operator wants things kept. */
export type StoreSource =
  /** A function, so that printing a Config prints no password. `listen` is the way past a pooler, where there is one. */
  | { readonly kind: 'url'; readonly url: () => string; readonly listen: (() => string) | null }
  /** The PostgreSQL that npm brings is started in it. */
  | { readonly kind: 'folder'; readonly path: string }

/** The source as logs may show it. */
export const told = (source: StoreSource): string => {
  if (source.kind === 'folder') return source.path
  const url = new URL(source.url())
  return `${url.protocol}//${url.host}${url.pathname}`
}
