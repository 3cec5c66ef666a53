import { readFileSync } from 'node:fs'
import { isObject, type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import { type Codec, WireMismatch } from '../../src/aliyun/contract/wire.ts'

/** A parameter as the documents have it; `fields` are the members of a JSON one. */
export type DocumentedParameter = {
  name: string
  type: string
  required: boolean
  style?: 'json'
  example?: Json
  piiKind?: string
  linkable?: boolean
  fields?: DocumentedParameter[]
}
export type DocumentedField = { path: string; type: string; example?: Json; piiKind?: string; linkable?: boolean }
export type Documented = {
  name: string
  kind: 'query' | 'mutation'
  success: string
  retryClass: string
  qps: number | null
  httpMethods: string[]
  schemes: string[]
  parameters: DocumentedParameter[]
  response: DocumentedField[]
  responseExample: Json
}
const fixture = readFileSync(new URL('../fixtures/operations.json', import.meta.url), 'utf8')
// The fixture is ours and has this form; a test would fail at once if it had not.
export const documented: readonly Documented[] = (parseJson(fixture) as unknown as { operations: Documented[] })
  .operations

export function membersOf(parameter: DocumentedParameter, at: string): readonly { place: string; required: boolean }[] {
  return (parameter.fields ?? []).flatMap((field) => {
    const place = `${at}${parameter.type.startsWith('array') ? '[]' : ''}.${field.name}`
    return [{ place, required: field.required }, ...membersOf(field, place)]
  })
}

/** A value with every documented member, or with all but one. */
export function sampleOf(parameter: DocumentedParameter, at: string, omitted?: string): Json {
  if (parameter.fields === undefined) return parameter.example ?? placeholder(parameter.type)
  const inList = parameter.type.startsWith('array')
  const members = parameter.fields.flatMap((field) => {
    const place = `${at}${inList ? '[]' : ''}.${field.name}`
    return place === omitted ? [] : [[field.name, sampleOf(field, place, omitted)] as const]
  })
  return inList ? [Object.fromEntries(members)] : Object.fromEntries(members)
}

/** The documented fields directly beneath a place. */
export function childrenOf(response: readonly DocumentedField[], at: string): readonly DocumentedField[] {
  return response.filter(({ path }) => path.startsWith(`${at}.`) && !/[.[]/.test(path.slice(at.length + 1)))
}

/** A documented part of an answer, with every field it may have. */
export function answerAt(response: readonly DocumentedField[], at: string): Json {
  const members = (place: string): Json =>
    Object.fromEntries(
      childrenOf(response, place).map(({ path }) => [path.slice(place.length + 1), answerAt(response, path)]),
    )
  const field = response.find(({ path }) => path === at)
  if (field?.type.startsWith('array')) return [members(`${at}[]`)]
  return field?.type === 'object' ? members(at) : (field?.example ?? placeholder(field?.type ?? 'string'))
}

function placeholder(type: string): Json {
  return type === 'boolean' ? true : type.startsWith('integer') ? 1 : 'text'
}

/** Every place that a codec looks at while it reads a value: what it would carry, found without asking how it is made. */
export function placesRead(codec: Codec<unknown>, sample: Json, at: string): readonly string[] {
  const seen = new Set<string>()
  const watched = (value: Json, place: string): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => watched(item, `${place}[]`))
    if (!isObject(value)) return value
    const inner = Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, watched(item, `${place}.${name}`)]),
    )
    const note = (name: string | symbol): void => {
      if (typeof name === 'string') seen.add(`${place}.${name}`)
    }
    return new Proxy(inner, {
      get: (target, name) => {
        note(name)
        return Reflect.get(target, name)
      },
      getOwnPropertyDescriptor: (target, name) => {
        note(name)
        return Reflect.getOwnPropertyDescriptor(target, name)
      },
    })
  }
  codec.decode(watched(sample, at))
  return [...seen]
}

export function refuses(codec: Codec<unknown>, sample: Json): boolean {
  try {
    codec.decode(sample)
    return false
  } catch (error) {
    if (error instanceof WireMismatch) return true
    throw error
  }
}

/** The places that hold a value and not just further places, sorted. */
export function leaves(places: readonly string[]): readonly string[] {
  return places
    .filter((place) => !places.some((other) => other.startsWith(`${place}.`) || other.startsWith(`${place}[].`)))
    .toSorted()
}

export function withoutPlaces(value: Json, at: string, drop: (place: string) => boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutPlaces(item, `${at}[]`, drop))
  if (!isObject(value)) return value
  const kept = Object.entries(value).flatMap(([name, item]) => {
    const place = at === '' ? name : `${at}.${name}`
    return drop(place) ? [] : [[name, withoutPlaces(item, place, drop)] as const]
  })
  return Object.fromEntries(kept)
}

/** For comparing: what is quoted or not does not matter, and an empty object says as much as none. */
export function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value === null ? null : String(value)
  const members = Object.entries(value)
    .map(([name, item]) => [name, plain(item)] as const)
    .filter(([, item]) => !isObject(item) || Object.keys(item).length > 0)
  return Object.fromEntries(members)
}
