import { type GraphQLError, type GraphQLSchema, getVariableValues, Kind, type TypeNode } from 'graphql'
import type { Viewer } from '../../graph/request/viewer.ts'
import { amountWith, holds, type VariableValues } from './amounts.ts'
import { type DocumentLimits, fixedLimits, forbidden, introspectionOff, overLimit } from './limit-errors.ts'
import { maxErrors } from './rules.ts'
import type { OperationDemands } from './scopes-and-cost.ts'

export type OperationRuling = { readonly cost: number } | { readonly errors: readonly GraphQLError[] }

export type Case = {
  readonly schema: GraphQLSchema
  readonly program: OperationDemands
  readonly viewer: Viewer
  /** As they came; nothing about them is to be trusted. */
  readonly variables: unknown
  readonly mayIntrospect: boolean
  readonly limits: DocumentLimits
}

/** Whether an operation may run for this viewer with these variables, and what it can cost. Asked before every execution. */
export const ruleOn = ({ schema, program, viewer, variables, mayIntrospect, limits }: Case): OperationRuling => {
  const given = typeof variables === 'object' && variables !== null ? (variables as VariableValues) : none
  const items = longestList(given, inputDepth)
  if (items > fixedLimits.listItems) return refusedBy(overLimit('listItems', fixedLimits.listItems, items))

  const { values, errors } = valuesOf(schema, program.deciding, given)
  // Execution would refuse these variables too.
  if (errors) return { errors }

  if (!mayIntrospect && holds(program.introspects, values)) return refusedBy(introspectionOff())
  const need = program.needs.find(
    ({ scopes, when }) => !scopes.some((scope) => viewer.scopes.has(scope)) && holds(when, values),
  )
  if (need) return refusedBy(forbidden(need.coordinate, need.scopes))

  const cost = amountWith(program.cost, values)
  return cost > limits.upstreamCalls ? refusedBy(overLimit('upstreamCalls', limits.upstreamCalls, cost)) : { cost }
}

const none: VariableValues = {}
const refusedBy = (error: GraphQLError): OperationRuling => ({ errors: [error] })

/** No input type is nested deeper; what is, is refused when it is coerced. */
const inputDepth = 10

const longestList = (value: unknown, depth: number): number => {
  if (typeof value !== 'object' || value === null || depth === 0) return 0
  let longest = Array.isArray(value) ? value.length : 0
  if (longest > fixedLimits.listItems) return longest
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const item of values) {
    if (typeof item === 'object') longest = Math.max(longest, longestList(item, depth - 1))
  }
  return longest
}

type Decided = { readonly values: VariableValues; readonly errors?: readonly GraphQLError[] }
const nothing: Decided = { values: none }

/**
 * The values that decide, coerced; or what is wrong with them. Of a list only the length decides, so it is taken as it came:
 * coercing a hundred keys, which execution does anyhow, takes half a millisecond.
 */
const valuesOf = (schema: GraphQLSchema, deciding: OperationDemands['deciding'], given: VariableValues): Decided => {
  if (deciding.length === 0) return nothing
  const lists: Record<string, unknown> = {}
  const others = deciding.filter(({ type, variable: { name } }) => {
    const value = given[name.value]
    if (!Array.isArray(value) || !isList(type)) return true
    lists[name.value] = value
    return false
  })
  if (others.length === 0) return { values: lists }
  const { errors, coerced } = getVariableValues(schema, others, given, { maxErrors: maxErrors - 1 })
  return errors ? { values: none, errors } : { values: { ...coerced, ...lists } }
}

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE
