import { type GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql'
import type { Viewer } from '../../graph/viewer.ts'
import { amountWith, holds, type Values } from './amount.ts'
import type { Program } from './program.ts'
import { type DocumentLimits, fixedLimits, forbidden, introspectionOff, overLimit } from './refusal.ts'
import { maxErrors } from './rules.ts'

export type Verdict = { readonly cost: number } | { readonly errors: readonly GraphQLError[] }

export type Case = {
  readonly schema: GraphQLSchema
  readonly program: Program
  readonly viewer: Viewer
  /** As they came; nothing about them is to be trusted. */
  readonly variables: unknown
  readonly mayIntrospect: boolean
  readonly limits: DocumentLimits
}

/** Whether an operation may run for this viewer with these variables, and what it can cost. Asked before every execution. */
export const judge = ({ schema, program, viewer, variables, mayIntrospect, limits }: Case): Verdict => {
  const given = typeof variables === 'object' && variables !== null ? (variables as Values) : none
  const items = longestList(given, inputDepth)
  if (items > fixedLimits.listItems) return refusedBy(overLimit('listItems', fixedLimits.listItems, items))

  let values = none
  if (program.deciding.length > 0) {
    const read = getVariableValues(schema, program.deciding, given, { maxErrors: maxErrors - 1 })
    // Execution would refuse these variables too.
    if (read.errors) return { errors: read.errors }
    values = read.coerced
  }

  if (!mayIntrospect && holds(program.introspects, values)) return refusedBy(introspectionOff())
  const need = program.needs.find(
    ({ scopes, when }) => !scopes.some((scope) => viewer.scopes.has(scope)) && holds(when, values),
  )
  if (need) return refusedBy(forbidden(need.coordinate, need.scopes))

  const cost = amountWith(program.cost, values)
  return cost > limits.upstreamCalls ? refusedBy(overLimit('upstreamCalls', limits.upstreamCalls, cost)) : { cost }
}

const none: Values = {}
const refusedBy = (error: GraphQLError): Verdict => ({ errors: [error] })

/** No input type is nested deeper; what is, is refused when it is coerced. */
const inputDepth = 10

const longestList = (value: unknown, depth: number): number => {
  if (typeof value !== 'object' || value === null || depth === 0) return 0
  let longest = Array.isArray(value) ? value.length : 0
  if (longest > fixedLimits.listItems) return longest
  for (const item of Object.values(value)) longest = Math.max(longest, longestList(item, depth - 1))
  return longest
}
