import type { GraphQLSchema } from 'graphql'
import '../graph/scalars.ts'
import './calls/query.ts'
import './error-catalog.ts'
import './numbers/handle.ts'
import './numbers/lock.ts'
import './pools.ts'
import './upstream-health.ts'
import { builder } from '../graph/builder.ts'

builder.queryType({
  description:
    'Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error.',
})

builder.mutationType({
  description:
    'Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look.',
})

/** The whole graph. Every chapter above adds its fields to the one builder. */
export const schema: GraphQLSchema = builder.toSchema()
