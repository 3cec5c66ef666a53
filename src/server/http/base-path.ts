/** A proxy may take the prefix away or leave it; both lead to the same. */
export const withoutBase = (url: string, basePath: string): string =>
  basePath !== '' && url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url

/** Where the prefix alone leads, relative to it: `/my/phones` to `phones/graphql`. */
export const belowBase = (basePath: string, path: string): string =>
  `${basePath.slice(basePath.lastIndexOf('/') + 1)}${path}`
