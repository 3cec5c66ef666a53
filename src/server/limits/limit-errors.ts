import { GraphQLError } from 'graphql'
import type { Scope } from '../../graph/request/viewer.ts'
import { countless } from './amounts.ts'

/** What is counted, and in which words it is told. The first eight are settings (DYPLS_LIMITS); the rest are fixed. */
const meanings = {
  tokens: 'tokens',
  depth: 'levels of nesting',
  aliases: 'aliases',
  rootFields: 'root fields in one operation',
  fields: 'fields in one operation, fragments expanded',
  directives: 'directives',
  definitions: 'operations and fragments',
  upstreamCalls: 'upstream calls that one operation may need',
  nameLength: 'characters in one name',
  introspectionDepth: 'levels of introspection',
  introspectionFields: 'fields of introspection, fragments expanded',
  introspectionLists: 'lists of introspection, fragments expanded',
  listItems: 'entries in one list of the variables',
} as const
export type Limit = keyof typeof meanings

/** The part of the settings that is about one document. */
export type DocumentLimits = Readonly<
  Record<
    'tokens' | 'depth' | 'aliases' | 'rootFields' | 'fields' | 'directives' | 'definitions' | 'upstreamCalls',
    number
  >
>

/** What is never set otherwise: no honest document comes near. The standard introspection query has 15, 232 and 10. */
export const fixedLimits = {
  nameLength: 128,
  introspectionDepth: 20,
  introspectionFields: 400,
  introspectionLists: 20,
  listItems: 1_000,
} as const

/** What was found is told unless counting stopped before. */
export const overLimit = (limit: Limit, most: number, counted = countless): GraphQLError => {
  const found = counted < countless ? counted : undefined
  return new GraphQLError(
    `Over the limit \`${limit}\`: at most ${most} ${meanings[limit]}${found ? `, not ${found}` : ''}. Nothing was executed.`,
    { extensions: { code: 'LIMIT_EXCEEDED', limit, most, found, http: refused(400) } },
  )
}

export const forbidden = (coordinate: string, scopes: readonly Scope[]): GraphQLError =>
  new GraphQLError(
    scopes.length === 0
      ? `\`${coordinate}\` is open to nobody. Nothing was executed.`
      : `\`${coordinate}\` needs the scope ${scopes.map((scope) => `\`${scope}\``).join(' or ')}. Nothing was executed.`,
    { extensions: { code: 'FORBIDDEN', coordinate, scopes, http: refused(403) } },
  )

export const introspectionOff = (): GraphQLError =>
  new GraphQLError('Introspection needs the scope `introspect`. Nothing was executed.', {
    extensions: { code: 'INTROSPECTION_OFF', scopes: ['introspect'], http: refused(403) },
  })

/** Without `spec: false` Yoga takes it for an error of the specification and answers 200 to `application/json`. */
const refused = (status: number) => ({ status, spec: false })
