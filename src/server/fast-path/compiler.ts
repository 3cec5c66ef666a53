import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isScalarType,
  isSpecifiedScalarType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { After } from '../../aliyun/exchange/transport.ts'
import { sizeOf } from '../limits/document-size.ts'

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
/** A document's only operation as a function, and its name. */
type Compiled = { readonly name: string | undefined; readonly execute: Execute }

export type CompilerOptions = {
  readonly schema: GraphQLSchema
  readonly after: After
  /** Told of what could not be compiled; it goes on being executed as before. */
  readonly complain: (error: unknown) => void
}

/** Documents used so often are worth the milliseconds that compiling takes. */
const hotUses = 4
/** Documents of one instance that may wait for it; more are compiled when they come again. */
const mostWaiting = 32
/** Between two, so that a burst of new documents never holds the event loop for long. */
const pauseMs = 20

/** Code and what it keeps, with all members of a union (measured 2026-11-25: 3.1 MB for 20 look-ups of 7 fields and more). */
const [bytesPerField, mostCodeBytes] = [15_000, 48 * 1024 * 1024]
/** Compiling holds the event loop for about a millisecond a field; larger documents are executed. */
const mostFields = 100

/**
 * Turns hot documents into functions by graphql-jit, one at a time and in the background; the package is loaded with the
 * first of them. What is made is bounded by what it holds; what has not been used for longest is executed again.
 */
export const createCompiler = ({ schema, after, complain }: CompilerOptions) => {
  const uses = new WeakMap<DocumentNode, number>()
  const compiled = new LRUCache<DocumentNode, Compiled>({
    maxSize: mostCodeBytes,
    sizeCalculation: (_code, document) => sizeOf(document).fields * bytesPerField + 10_000,
    // It may come back when it is hot again.
    dispose: (_code, document) => uses.delete(document),
  })
  const waiting: DocumentNode[] = []
  let working = false

  const compile = async (document: DocumentNode): Promise<void> => {
    if (sizeOf(document).fields > mostFields || holdsMoreThanJson(schema, document)) return
    const { compileQuery, isCompiledQuery } = await import('graphql-jit')
    const made = compileQuery(schema, document)
    if (!isCompiledQuery(made)) throw made.errors?.[0] ?? new Error('a document could not be compiled')
    compiled.set(document, {
      name: getOperationAST(document)?.name?.value,
      execute: ({ rootValue, contextValue, variableValues }) => made.query(rootValue, contextValue, variableValues),
    })
  }

  const work = (): void => {
    const document = waiting.shift()
    working = document !== undefined
    if (document)
      compile(document)
        .catch(complain)
        .finally(() => after(pauseMs, work))
  }

  const find = (document: DocumentNode, operationName: string | null | undefined): Execute | null => {
    const known = compiled.get(document)
    // A name that is not there is refused by executing; the function would not look at it.
    return known && (operationName == null || operationName === known.name) ? known.execute : null
  }

  return {
    /** Counts a use of a document; the fourth has it compiled soon. */
    used: (document: DocumentNode): void => {
      const count = (uses.get(document) ?? 0) + 1
      if (count > hotUses) return
      const full = count === hotUses && waiting.length >= mostWaiting
      uses.set(document, full ? count - 1 : count)
      if (count < hotUses || full) return
      waiting.push(document)
      if (working) return
      working = true
      after(pauseMs, work)
    },
    /** Executes what was compiled by its function, in the middle of the pipeline: every other plugin applies. */
    plugin: {
      onExecute: ({ args, setExecuteFn }) => {
        const execute = find(args.document, args.operationName)
        if (execute) setExecuteFn(execute)
      },
    } satisfies Plugin,
    /** The function that a document has become; null while it is executed like any other. */
    find,
  }
}

export type Compiler = ReturnType<typeof createCompiler>

/** Every document is executed. */
export const noCompiler: Pick<Compiler, 'used' | 'find'> = { used: () => {}, find: () => null }

/**
 * graphql-jit writes literals into its code as JSON, and a PhoneNumber is more than that (seen by the property test). The
 * front turns nearly all literals into variables; a document that keeps one of a scalar of ours is executed, not compiled.
 */
const holdsMoreThanJson = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const types = new TypeInfo(schema)
  let found = false
  const look = (): typeof BREAK | undefined => {
    const type = getNamedType(types.getInputType())
    found ||= isScalarType(type) && !isSpecifiedScalarType(type)
    return found ? BREAK : undefined
  }
  visit(document, visitWithTypeInfo(types, { StringValue: look, IntValue: look, FloatValue: look, BooleanValue: look }))
  return found
}
