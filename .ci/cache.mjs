// Makes `dypls-graphql/cache`: what normalising caches and code generators want to know of the graph, without graphql.
import { writeFileSync } from 'node:fs'
import { introspectionFromSchema } from 'graphql'
import { schema } from '../dist/schema/schema.js'
import { cacheHints } from '../dist/schema/support/cache.js'

const { possibleTypes, nodes, values, scalars } = cacheHints(schema)
/** What Graphcache reads of an introspection: who is who, and which fields may be null. */
const typeOf = ({ kind, name, ofType }) => (ofType ? { kind, ofType: typeOf(ofType) } : { kind, name })
const { queryType, mutationType, types } = introspectionFromSchema(schema, { descriptions: false }).__schema
const introspection = {
  __schema: {
    queryType: { name: queryType.name },
    mutationType: { name: mutationType.name },
    subscriptionType: null,
    types: types
      .filter(({ kind, name }) => ['OBJECT', 'INTERFACE', 'UNION'].includes(kind) && !name.startsWith('__'))
      .map(({ kind, name, fields, interfaces, possibleTypes: members }) => ({
        kind,
        name,
        ...(fields
          ? { fields: fields.map((field) => ({ name: field.name, type: typeOf(field.type), args: [] })) }
          : {}),
        ...(interfaces ? { interfaces: interfaces.map(typeOf) } : {}),
        ...(members ? { possibleTypes: members.map(typeOf) } : {}),
      })),
  },
}

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
export const introspection = ${written(introspection)}
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
/** Graphcache's \`schema\`: without it fragments on interfaces, such as \`... on Error\`, are only guessed at. */
export declare const introspection: { __schema: { queryType: { name: string }; mutationType: { name: string }; subscriptionType: null; types: any[] } };
/** How scalars arrive, for GraphQL Code Generator's \`scalars\`. */
export declare const scalars: Record<string, string>;
`,
)
