import { type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { allowCalls } from '../../graph/request/call-guard.ts'
import { openViewer, type Viewer } from '../../graph/request/viewer.ts'
import { introspectionFor } from './introspection.ts'
import type { DocumentLimits } from './limit-errors.ts'
import { breach, parseWithin, validateWithin } from './rules.ts'
import { type OperationRuling, ruleOn } from './ruling.ts'
import { demandsOf, type OperationDemands } from './scopes-and-cost.ts'
import { tellErrors } from './told-errors.ts'

export type LimitsOptions = {
  readonly limits: DocumentLimits
  /** Development on this machine alone: every viewer may introspect. */
  readonly developing: boolean
  /** Whether the answer tells what its operation could have cost, given the context; never when left out. */
  readonly tellsCost?: (context: unknown) => boolean
}

export type LimitsPlugin = Plugin<object> & {
  /** The upstream calls that an operation, parsed and validated before, can make now; null when it may not run. */
  readonly costOf: (args: ExecutionArgs) => number | null
}

/**
 * What one document may ask, decided before any of it runs. What depends on the document alone (size, rules) is decided
 * when it is parsed and validated, and cached with it; what depends on viewer or variables (scopes, introspection, upstream
 * calls) before every execution, from a program made once per document. Results are set, never thrown: an error thrown in
 * validation is answered by Yoga with 200.
 */
export const createLimits = ({ limits, developing, tellsCost = () => false }: LimitsOptions): LimitsPlugin => {
  const breaches = remembered((document: ExecutionArgs['document']) => ({ error: breach(document, limits) }))
  const programs = remembered((_document: ExecutionArgs['document']) => new Map<string | null, OperationDemands>())
  const [parse, validate] = [parseWithin(limits), validateWithin(limits)]

  const mayIntrospect = introspectionFor(developing)

  const verdictOn = (args: ExecutionArgs): OperationRuling | null => {
    const { schema, document, variableValues: variables } = args
    const { error } = breaches(document)
    if (error) return { errors: [error] }
    const byName = programs(document)
    const name = args.operationName ?? null
    let program = byName.get(name)
    if (!program) {
      const operation = getOperationAST(document, name)
      // Execution says itself which operations there are.
      if (!operation) return null
      program = demandsOf(schema, document, operation)
      byName.set(name, program)
    }
    const viewer = viewerIn(args.contextValue)
    return ruleOn({ schema, program, viewer, variables, mayIntrospect: mayIntrospect(viewer), limits })
  }

  /** Sets the result when the operation may not run; otherwise its cost, null when execution must refuse it itself. */
  const decide = (args: ExecutionArgs, refuse: (result: ExecutionResult) => void): number | null => {
    try {
      const verdict = verdictOn(args)
      if (verdict && 'cost' in verdict) {
        allowCalls(args.contextValue, verdict.cost)
        return verdict.cost
      }
      if (verdict) refuse(verdict)
    } catch (error) {
      // Arguments that cannot be read, such as null where a default was meant.
      if (!(error instanceof GraphQLError)) throw error
      refuse({ errors: [error] })
    }
    return null
  }

  return {
    costOf: (args) => {
      try {
        const verdict = verdictOn(args)
        return verdict && 'cost' in verdict ? verdict.cost : null
      } catch {
        return null
      }
    },
    onParse: ({ setParseFn }) => setParseFn(parse),
    onValidate: ({ params, setResult, setValidationFn }) => {
      const { error } = breaches(params.documentAST)
      if (error) setResult([error])
      else setValidationFn(validate)
    },
    onExecute: ({ args, setResultAndStopExecution }) => {
      const cost = decide(args, setResultAndStopExecution)
      if (cost === null || !tellsCost(args.contextValue)) return
      return {
        onExecuteDone: ({ result, setResult }) => {
          if ('data' in result) setResult(withCost(result, cost))
        },
      }
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => void decide(args, setResultAndStopExecution),
    onResultProcess: ({ result, setResult, serverContext }) => {
      if (Array.isArray(result) || !('errors' in result)) return
      const { params } = serverContext as { params?: { query?: unknown } }
      const document = typeof params?.query === 'string' ? params.query : ''
      setResult(tellErrors(result, { document, mayKnowNames: mayIntrospect(viewerIn(serverContext)) }))
    },
  }
}

/** Without a viewer in the context: the open viewer's rights. */
const viewerIn = (context: unknown): Viewer =>
  (context as { readonly viewer?: Viewer } | undefined)?.viewer ?? openViewer

const withCost = (result: ExecutionResult, cost: number): ExecutionResult => ({
  ...result,
  extensions: { ...result.extensions, dypls: { ...(result.extensions?.dypls as object | undefined), cost } },
})

const remembered = <Key extends object, Value extends object>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    let value = known.get(key)
    if (!value) {
      value = make(key)
      known.set(key, value)
    }
    return value
  }
}
