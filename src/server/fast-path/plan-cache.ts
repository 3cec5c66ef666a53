import { type DocumentNode, getOperationAST, OperationTypeNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Yoga } from '../graphql/yoga.ts'
import { type Literal, type Plan, planOf, scan } from './shape.ts'

type Pipeline = ReturnType<Yoga['getEnveloped']>
export type Planned = { readonly document: DocumentNode; readonly literals: Readonly<Record<string, unknown>> }

/** Bounded by bytes, since a thousand documents of 100 KB are not a thousand small ones. */
const cacheBytes = 8 * 1024 * 1024
/** A plan is an AST many times the size of its text (measured: about 30 bytes a character). */
const bytesPerCharacter = 40

/**
 * Documents that were parsed and found valid before, by their shape. A plan is made when its shape comes for the second
 * time, and only of queries. What depends on who asks is checked at every execution, never here.
 */
export const createPlanCache = () => {
  const plans = new LRUCache<string, Plan>({
    maxSize: cacheBytes,
    sizeCalculation: (_plan, shape) => shape.length * bytesPerCharacter + 1,
  })
  const seen = new LRUCache<string, true>({
    maxSize: cacheBytes / 8,
    sizeCalculation: (_true, shape) => shape.length + 64,
  })

  const planned = (plan: Plan, literals: readonly Literal[]): Planned | null => {
    const values = literals.length === 0 && plan.fixed ? noLiterals : plan.variables(literals)
    if (!values) return null
    return { document: plan.document, literals: values }
  }

  const make = (query: string, literals: readonly Literal[], pipeline: () => Pipeline): Plan | null => {
    const enveloped = pipeline()
    const document = enveloped.parse(query)
    if (getOperationAST(document)?.operation !== OperationTypeNode.QUERY) return null
    if (enveloped.validate(enveloped.schema, document).length > 0) return null
    const plan = planOf(enveloped.schema, query, literals)
    // Rules that compare literals (two fields of one name with equal arguments) must hold for any that may come.
    return plan && enveloped.validate(enveloped.schema, plan.document).length === 0 ? plan : null
  }

  /** Null where Yoga has to answer: at first sight, and for all that is no plain query. */
  return (query: string, pipeline: () => Pipeline): Planned | null => {
    // A text without literals and comments is its own shape; a text with a mark in it fits no plan that has literals.
    const known = plans.get(query)
    if (known) return planned(known, none)
    const scanned = scan(query)
    if (!scanned) return null
    const { shape, literals } = scanned
    let plan = plans.get(shape)
    if (!plan) {
      if (!seen.has(shape)) {
        seen.set(shape, true)
        return null
      }
      plan = make(query, literals, pipeline) ?? undefined
      if (!plan) return null
      plans.set(shape, plan)
    }
    return planned(plan, literals)
  }
}

const none: readonly Literal[] = []

/** What a document without literals adds to its variables. */
export const noLiterals: Readonly<Record<string, unknown>> = {}
