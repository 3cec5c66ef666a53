import { seededPools } from '../../../src/sandbox/sandbox.ts'
import type { TestGraph } from '../../support/graph.ts'

/** Asks the bindings chapter over HTTP, by the words a caller would use. */
export type Result = { readonly __typename: string } & Readonly<Record<string, unknown>>
export type Made = { readonly subsId: string; readonly numberX: string; readonly extension: string | null }

const refused = `
  ... on InvalidInputError { issues { path message } }
  ... on Error { code message retryable requestId hint }
`
const failure = `... on OutcomeUnknownError { action sentAt } ${refused}`
const made = '... on NewBinding { binding { poolKey subsId numberX } numberX extension requestId }'

const bindQuery = (field: string): string => `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) {
  ${field}(input: $input) { __typename ${made} ${failure} }
}`
const changeQuery = (field: string): string => `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) {
  ${field}(input: $input) { __typename ... on BindingChange { binding { poolKey subsId numberX } requestId } ${failure} }
}`
const unbindQuery = `mutation ($input: UnbindInput!) {
  unbind(input: $input) { __typename ... on EndedBinding { binding { poolKey subsId numberX } requestId } ${failure} }
}`
const batchQuery = `mutation ($input: BindAxgBatchInput!) {
  bindAxgBatch(input: $input) { __typename ... on AxgBatch { requestId results { __typename ${made} ${failure} } } ${failure} }
}`
const detailsQuery = `query ($poolKey: ID!, $subsId: ID!, $numberX: NumberX) {
  pool(key: $poolKey) { binding(subsId: $subsId, numberX: $numberX) { numberX details {
    __typename
    ... on BindingDetails {
      binding { poolKey subsId numberX } status rawStatus numberX extension numberA numberB groupId createdAt expiresAt
      restriction rawRestriction recordingEnabled transcriptEnabled transcriptModel rawTranscriptModel checkedAt requestId
    }
    ${refused}
  } } }
}`
const idsQuery = `query ($poolKey: ID!, $number: NumberX!) {
  pool(key: $poolKey) { privateNumber(number: $number) { bindings {
    __typename ... on NumberBindings { subsIds bindings { poolKey subsId numberX } rawSubsId requestId } ${refused}
  } } }
}`
const statusQuery = `query ($poolKey: ID!, $subsId: ID!) {
  callStatus(poolKey: $poolKey, subsId: $subsId) { __typename ... on CallStatus { status calledNo } ... on Error { code } }
}`

export type Key = { readonly poolKey: string; readonly subsId: string; readonly numberX: string }

export const asking = (server: () => TestGraph) => {
  const ask = async (query: string, variables: object): Promise<Record<string, never>> => {
    const { data, errors } = await server().ask<Record<string, never>>(query, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const mutate = async (field: string, query: string, input: object): Promise<Result> =>
    (await ask(query, { input }))[field] as unknown as Result
  const inHours = (hours: number): string =>
    `${new Date(server().sandbox.clock.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`

  return {
    inHours,
    calls: (): number => server().sandbox.journal.length,
    bind: (field: string, input: object) => mutate(field, bindQuery(field), { expiresAt: inHours(2), ...input }),
    bindAxb: (input: object = {}) =>
      mutate('bindAxb', bindQuery('bindAxb'), {
        poolKey: seededPools.axb.poolKey,
        numberA: '13900003001',
        numberB: '13900003002',
        expiresAt: inHours(2),
        ...input,
      }),
    batch: (input: object) => mutate('bindAxgBatch', batchQuery, input),
    change: (field: string, input: object) => mutate(field, changeQuery(field), input),
    unbind: (input: object) => mutate('unbind', unbindQuery, input),
    details: async (key: Partial<Key>): Promise<Result> => {
      const data = (await ask(detailsQuery, key)) as unknown as { pool: { binding: { details: Result } } }
      return data.pool.binding.details
    },
    idsOn: async (poolKey: string, number: string): Promise<Result> => {
      const data = (await ask(idsQuery, { poolKey, number })) as unknown as {
        pool: { privateNumber: { bindings: Result } }
      }
      return data.pool.privateNumber.bindings
    },
    status: async ({ poolKey, subsId }: Key): Promise<Result> =>
      (await ask(statusQuery, { poolKey, subsId })).callStatus as unknown as Result,
  }
}

/** The key of a binding that was made. */
export const keyOf = (result: Result): Key => result.binding as Key

export const pathsOf = (result: Result): string[] =>
  (result.issues as { path: string[] }[]).map(({ path }) => path.join('.'))

/** Documented for every bind operation; the ones that the sandbox has no state for are scripted. */
export const bindCodes: readonly (readonly [code: string, type: string])[] = [
  ['isv.ILLEGAL_ARGUMENT', 'InvalidInputError'],
  ['isv.INVALID_PARAMETERS', 'InvalidInputError'],
  ['isv.MOBILE_NUMBER_ILLEGAL', 'InvalidInputError'],
  ['isv.EXPIRE_DATE_ILLEGAL', 'InvalidInputError'],
  ['isv.POOLKEY_NOT_EXISTS', 'ConfigurationError'],
  ['isv.PARTNER_NOT_EXIST', 'ConfigurationError'],
  ['isv.PARTNER_IS_CLOSED', 'AccountError'],
  ['isv.NO_NOT_EXIST', 'NotFoundError'],
  ['isv.NO_AVAILABLE_NUMBER', 'NumbersExhaustedError'],
  ['isv.NO_USED_BY_OTHERS', 'ConflictError'],
  ['isv.BIND_CONFLICT', 'ConflictError'],
  ['isv.FORBIDDEN_ACTION', 'PermissionDeniedError'],
  ['isv.VENDOR_BIND_FAILED', 'UpstreamUnavailableError'],
  // Faults inside the platform or the carrier: the binding may have been made all the same.
  ['isp.VENDOR_UNAVAILABLE', 'OutcomeUnknownError'],
  ['isp.UNKNOWN_ERR_CODE', 'OutcomeUnknownError'],
  ['isv.BRAND_NEW', 'UnknownError'],
]
