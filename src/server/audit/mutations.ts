import {
  GraphQLError,
  type GraphQLFieldConfig,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  print,
} from 'graphql'
import type { Declared } from '../../graph/fields/declared.ts'
import type { Context } from '../../graph/request/context.ts'
import type { Viewer } from '../../graph/request/viewer.ts'
import type { Audit, Mutated } from './audit.ts'
import { each, objectsAnswered, objectsAsked, unique } from './objects.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * The same graph, with a record of every mutation. At the field and not around the operation: there the arguments are
 * coerced, the result's kind is known whatever the caller selects, and the record of one field is written before the next
 * one runs. While records cannot be kept nothing is done: 503.
 */
export const auditMutations = (schema: GraphQLSchema, audit: Audit): GraphQLSchema => {
  const mutation = schema.getMutationType()
  if (!mutation) return schema
  const { fields, ...config } = mutation.toConfig()
  const audited = new GraphQLObjectType({
    ...config,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, auditedField(mutation, name, field, audit)]),
    ),
  })
  const whole = schema.toConfig()
  return new GraphQLSchema({ ...whole, mutation: audited, types: whole.types.filter((type) => type !== mutation) })
}

const auditedField = (
  mutation: GraphQLObjectType,
  name: string,
  field: GraphQLFieldConfig<unknown, Context, Args>,
  audit: Audit,
): GraphQLFieldConfig<unknown, Context, Args> => {
  const places = mutation.getFields()[name]?.args ?? []
  const access = accessOf(field) ?? accessOf(mutation)
  const { resolve } = field
  if (!resolve) return field
  return {
    ...field,
    resolve: async (root, args, context, info) => {
      if (!audit.writable()) throw unavailable()
      const deed = {
        // Made once per request, so it can stand for it; the context itself is copied on its way here.
        request: context.call,
        viewerId: context.viewer.id,
        field: `${mutation.name}.${name}`,
        operationName: info.operation.name?.value ?? null,
        document: documentOf(info),
        scope: scopeOf(access, context.viewer),
      }
      const asked = objectsAsked(places, args)
      try {
        const value: unknown = await resolve(root, args, context, info)
        const told = outcomeOf(value, context, info)
        audit.mutated({ ...deed, ...told, objects: unique([...asked, ...told.objects]) })
        return value
      } catch (error) {
        audit.mutated({ ...deed, objects: asked, results: [codeOf(error)], upstreamRequestId: null })
        throw error
      }
    },
  }
}

const unavailable = (): GraphQLError =>
  new GraphQLError(
    'What is done here must be recorded, and just now it cannot be. Nothing was done; try again later.',
    {
      extensions: { code: 'AUDIT_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '5' } } },
    },
  )

const accessOf = ({ extensions }: { readonly extensions?: unknown }): Declared['access'] =>
  (extensions as { readonly declared?: Declared } | undefined)?.declared?.access

/** The scope that opened the field: the first of those asked for that the viewer has. */
const scopeOf = (access: Declared['access'], { scopes }: Viewer): Mutated['scope'] =>
  access === 'anyone' ? access : (access?.find((scope) => scopes.has(scope)) ?? null)

/** The document as sent; a document that lost its text is printed. */
const documentOf = ({ operation, fragments }: GraphQLResolveInfo): string =>
  operation.loc?.source.body ?? [operation, ...Object.values(fragments)].map((part) => print(part)).join('\n\n')

type Told = Pick<Mutated, 'objects' | 'results' | 'upstreamRequestId'>

/** What a result says of itself: its kind, those of the results inside it, and what they are about. */
const outcomeOf = (value: unknown, context: Context, info: GraphQLResolveInfo): Told => {
  const told = kindOf(getNamedType(info.returnType), value, context, info)
  const inside = told.type ? resultsInside(told.type, value, context, info) : []
  const { requestId } = (value ?? {}) as { readonly requestId?: unknown }
  return {
    objects: [told, ...inside].flatMap(({ type, value }) => (type ? objectsAnswered(type, value) : [])),
    results: [told.name, ...new Set(inside.map(({ name }) => name))],
    upstreamRequestId: typeof requestId === 'string' ? requestId : null,
  }
}

type Kind = { readonly name: string; readonly type: GraphQLObjectType | null; readonly value: unknown }

const kindOf = (declared: GraphQLNamedType, value: unknown, context: Context, info: GraphQLResolveInfo): Kind => {
  const name = isAbstractType(declared) ? declared.resolveType?.(value, context, info, declared) : declared.name
  const type = typeof name === 'string' ? info.schema.getType(name) : undefined
  return { name: type?.name ?? declared.name, type: isObjectType(type) && isObject(value) ? type : null, value }
}

/** A batch has one result per entry. */
const resultsInside = (type: GraphQLObjectType, value: unknown, context: Context, info: GraphQLResolveInfo): Kind[] =>
  Object.values(type.getFields()).flatMap((field) => {
    const declared = getNamedType(field.type)
    const held = (value as Readonly<Record<string, unknown>>)[field.name]
    return isAbstractType(declared) ? each(held).map((item) => kindOf(declared, item, context, info)) : []
  })

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const codeOf = (error: unknown): string => {
  const code = error instanceof GraphQLError ? error.extensions.code : undefined
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR'
}
