import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { After } from '../../ground/time.ts'
import { sizeOf } from '../limits/document-size.ts'

/** A document as a function; null while it is executed like any other, and for variables that need another look. */
type Find = (document: DocumentNode, operationName: string | null | undefined, variables?: unknown) => Execute | null
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
    if (sizeOf(document).fields > mostFields || mustBeExecuted(schema, document)) return
    const { compileQuery, isCompiledQuery } = await import('graphql-jit')
    const made = compileQuery(schema, document)
    if (!isCompiledQuery(made)) throw made.errors?.[0] ?? new Error('a document could not be compiled')
    const withDefaults = variablesWithDefaults(document)
    compiled.set(document, {
      name: getOperationAST(document)?.name?.value,
      // graphql-jit takes the default for a null that was given; the specification keeps the null.
      execute: (args) =>
        withDefaults.some((name) => args.variableValues?.[name] === null)
          ? (execute(args) as ReturnType<Execute>)
          : made.query(args.rootValue, args.contextValue, args.variableValues),
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

  const find: Find = (document, operationName, variables) => {
    const known = compiled.get(document)
    // A name that is not there is refused by executing; the function would not look at it. Nor would it at a number that
    // was rounded: graphql-jit reads an ID by rules of its own, whatever our scalar says.
    if (!known || (operationName != null && operationName !== known.name) || holdsRounded(variables)) return null
    return known.execute
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
        const execute = find(args.document, args.operationName, args.variableValues)
        if (execute) setExecuteFn(execute)
      },
    } satisfies Plugin,
    /** The function that a document has become; null while it is executed like any other. */
    find,
  }
}

export type Compiler = ReturnType<typeof createCompiler>

/** No input type is nested deeper, and a body could be nested deeper than the stack. */
const inputDepth = 10

/** Whether there is a number beyond what a double holds exactly, or with a fraction; or anything too deep to look at. */
const holdsRounded = (value: unknown, depth = inputDepth): boolean => {
  if (typeof value === 'number') return !Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  if (Array.isArray(value)) return value.some((item) => holdsRounded(item, depth - 1))
  // The names of JSON are all its own; listing its values instead takes three times as long.
  for (const name in value) if (holdsRounded((value as Readonly<Record<string, unknown>>)[name], depth - 1)) return true
  return false
}

/** Every document is executed. */
export const noCompiler: Pick<Compiler, 'used' | 'find'> = { used: () => {}, find: () => null }

/**
 * What graphql-jit 0.8.9 runs differently from what the specification says, each seen by the property test:
 * - `@skip` and `@include`, also with literals: of equal response keys or fragments in several places it runs what is
 *   excluded, or drops what is not (about 140 of 300 random documents, with its experimental option 125; without them none);
 * - the response key `__proto__`, which it loses;
 * - a literal of a scalar of ours, which it writes into its code as JSON; a PhoneNumber is more than that. The fast path
 *   turns nearly all literals into variables.
 */
const mustBeExecuted = (schema: GraphQLSchema, document: DocumentNode): boolean => {
  const types = new TypeInfo(schema)
  let found = false
  const stop = (): typeof BREAK => {
    found = true
    return BREAK
  }
  const look = (): typeof BREAK | undefined => {
    const type = getNamedType(types.getInputType())
    return isScalarType(type) && !isSpecifiedScalarType(type) ? stop() : undefined
  }
  visit(
    document,
    visitWithTypeInfo(types, {
      Directive: stop,
      Name: ({ value }) => (value === '__proto__' ? stop() : undefined),
      StringValue: look,
      IntValue: look,
      FloatValue: look,
      BooleanValue: look,
    }),
  )
  return found
}

const variablesWithDefaults = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION
      ? (each.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
          defaultValue ? [variable.name.value] : [],
        )
      : [],
  )
