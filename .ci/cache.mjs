// Makes `dypls-graphql/cache`: what normalising caches and code generators want to know of the graph, without graphql.
import { writeFileSync } from 'node:fs'
import { cacheHints } from '../dist/schema/cache.js'
import { schema } from '../dist/schema/schema.js'

const { possibleTypes, nodes, values, scalars } = cacheHints(schema)
const written = (value) => JSON.stringify(value)

writeFileSync(
  'dist/cache.js',
  `// Made from the schema by .ci/cache.mjs.
export const possibleTypes = ${written(possibleTypes)}
export const scalars = ${written(scalars)}
const nodes = ${written(nodes)}
const values = ${written(values)}
const each = (names, make) => Object.fromEntries(names.map((name) => [name, make(name)]))
const byNodeId = { keyFields: ({ nodeId }) => (nodeId ? ['nodeId'] : false), merge: true }
export const typePolicies = { ...each(nodes, () => byNodeId), ...each(values, () => ({ keyFields: false })) }
export const keys = { ...each(nodes, () => ({ nodeId }) => nodeId ?? null), ...each(values, () => () => null) }
`,
)
writeFileSync(
  'dist/types/cache.d.ts',
  `type Data = { readonly [name: string]: unknown };
/** Members of every union and interface: Apollo Client's \`possibleTypes\`. */
export declare const possibleTypes: Record<string, string[]>;
/** Apollo Client's \`typePolicies\`: handles are kept under their \`nodeId\` where it was selected, all else where it stands. */
export declare const typePolicies: Record<string, { keyFields: false | ((object: Data) => string[] | false); merge?: boolean }>;
/** Graphcache's \`keys\`, to the same effect. */
export declare const keys: Record<string, (data: Data) => string | null>;
/** How scalars arrive, for GraphQL Code Generator's \`scalars\`. */
export declare const scalars: Record<string, string>;
`,
)
