import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './schema.ts'

/** The graph as text, in one stable order: what `schema.graphql` must equal. */
export const printGraph = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`
