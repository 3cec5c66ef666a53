import { isObject, type Json, parseJson } from '../../src/aliyun/contract/json.ts'
import { type Documented, documented } from '../dypls/documented.ts'

const factsOf = new Map(documented.map((facts) => [facts.name, facts]))

/** What an official client reads into a typed model: `integer` neither as text nor with a fraction, and so on. */
const fits = (type: string, value: Json): boolean => {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer(int32)':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
    case 'integer(int64)':
      return typeof value === 'bigint' || Number.isSafeInteger(value)
    case 'object':
    case 'object (free form)':
      return isObject(value)
    case 'array<object>':
      return Array.isArray(value) && value.every(isObject)
    default:
      throw new Error(`no such type: ${type}`)
  }
}

/** Where an answer departs from the documented types, or has a field that no document knows. Empty for a good one. */
const faultsIn = ({ response }: Documented, value: Json, at: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => faultsIn({ response } as Documented, item, `${at}[]`))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = at === '' ? name : `${at}.${name}`
    // In every answer, also where a model forgets to list it.
    const type = path === 'RequestId' ? 'string' : response.find((field) => field.path === path)?.type
    if (type === undefined) return [`${path} is not documented`]
    if (!fits(type, inner)) return [`${path} is no ${type}`]
    return type === 'object (free form)' ? [] : faultsIn({ response } as Documented, inner, path)
  })
}

/** The faults of a body that answers an operation with HTTP 200. */
export const wireFaults = (action: string, body: string): readonly string[] => {
  const facts = factsOf.get(action)
  if (!facts) throw new Error(`no such operation: ${action}`)
  const answer = parseJson(body)
  // A refusal names code and message everywhere, also where a success has neither (inferred, errors.json).
  const always = ['Code', 'Message'].map((path) => ({ path, type: 'string' }))
  return faultsIn({ response: [...facts.response, ...always] } as Documented, answer, '')
}

/** The same of the gateway's own refusals, which are alike for every operation. */
export const gatewayFaults = (body: string): readonly string[] => {
  const names = ['RequestId', 'HostId', 'Code', 'Message', 'Recommend']
  const answer = parseJson(body)
  if (!isObject(answer)) return ['no object']
  return [
    ...Object.entries(answer).flatMap(([name, value]) =>
      names.includes(name) && typeof value === 'string' ? [] : [`${name} is not documented as such`],
    ),
    ...names.filter((name) => !(name in answer)).map((name) => `${name} is missing`),
  ]
}
