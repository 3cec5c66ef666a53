import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { NamedValue } from './audit.ts'

/** Numbers and ids by the type of the place where they stand. Other texts may say anything, so they are not told apart. */
const identifying: ReadonlySet<string> = new Set(['ID', 'PhoneNumber', 'NumberX'])
const deepest = 4

/** The numbers and ids among a field's arguments. */
export const objectsAsked = (
  places: readonly (GraphQLArgument | GraphQLInputField)[],
  values: Readonly<Record<string, unknown>>,
): NamedValue[] => places.flatMap(({ name, type }) => asked(name, type, values[name]))

const asked = (name: string, declared: GraphQLInputType, value: unknown): NamedValue[] => {
  const type = getNamedType(declared)
  return each(value).flatMap((item) => {
    if (isInputObjectType(type))
      return Object.values(type.getFields()).flatMap((field) =>
        asked(field.name, field.type, (item as Readonly<Record<string, unknown>>)[field.name]),
      )
    return identifying.has(type.name) ? [named(name, item)] : []
  })
}

/** The numbers and ids that an answer tells without another call: those that the value itself holds. */
export const objectsAnswered = (type: GraphQLObjectType, value: unknown, depth = 0): NamedValue[] =>
  Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    const held = each((value as Readonly<Record<string, unknown>>)[field.name])
    if (isLeafType(inner)) return identifying.has(inner.name) ? held.map((item) => named(field.name, item)) : []
    return isObjectType(inner) && depth < deepest
      ? held.flatMap((item) => (typeof item === 'object' ? objectsAnswered(inner, item, depth + 1) : []))
      : []
  })

/** A value, the items of a list, or nothing. */
export const each = (value: unknown): unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value.flatMap(each) : [value]

const named = (name: string, value: unknown): NamedValue =>
  typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'
    ? { name, what: 'number', value: String(value.reveal()) }
    : { name, what: 'id', value: String(value) }

/** Each thing once: what was asked about is often what the answer is about. */
export const unique = (objects: readonly NamedValue[]): NamedValue[] => [
  ...new Map(objects.map((object) => [`${object.name}\n${object.value}`, object])).values(),
]
