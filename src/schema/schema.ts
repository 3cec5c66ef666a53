import type { GraphQLSchema } from 'graphql'
import '../graph/scalars.ts'
import './calls/query.ts'
import './error-catalog.ts'
import './pools.ts'
import { builder } from '../graph/builder.ts'

builder.queryType({
  description:
    'Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error.',
})

/** The whole graph. Every chapter above adds its fields to the one builder. */
export const schema: GraphQLSchema = builder.toSchema()
