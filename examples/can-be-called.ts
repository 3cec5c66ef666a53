import { pathToFileURL } from 'node:url'
import { authorization } from './client.ts'
import type { CanBeCalledQuery } from './generated/graphql.ts'
import { graphql } from './generated/index.ts'

/** A typed client in one file, without a client library: ask, then decide exhaustively. README.md says how to run it. */
const document = graphql(`
  query CanBeCalled($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {
    callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) {
      __typename
      ... on CallStatus {
        status
        calledNo
        extension
      }
      ... on InvalidInputError {
        issues {
          path
          message
        }
      }
      ... on ThrottledError {
        retryAfterMs
      }
      ... on Error {
        code
        message
        retryable
        requestId
      }
    }
  }
`)

type Result = CanBeCalledQuery['callStatus']

/** What to tell the person who pressed "call". Leaving out a case does not compile: what is left is then not `never`. */
export const decide = (result: Result): string => {
  switch (result.__typename) {
    case 'CallStatus':
      switch (result.status) {
        case 'NORMAL':
          return `dial ${result.calledNo}${result.extension ? `, then ${result.extension}` : ''}`
        case 'REASSIGNED':
          return `dial ${result.calledNo} this time only`
        case 'UNAVAILABLE':
          return 'no private way to call: ask whether to give up privacy'
        case 'EXPIRED':
          return 'the binding is over: bind again'
        case 'UNKNOWN':
          return 'status unknown: do not call'
        default:
          return unforeseen(result.status)
      }
    case 'InvalidInputError':
      return `mend the input: ${result.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`
    case 'ThrottledError':
      return `try again in ${result.retryAfterMs ?? 1_000} ms`
    case 'NotFoundError':
    case 'PermissionDeniedError':
    case 'AccountError':
    case 'ConfigurationError':
    case 'UpstreamUnavailableError':
    case 'OperationUnavailableError':
    case 'UnknownError':
      return `${result.message} (${result.code}, request ${result.requestId ?? 'none'}${result.retryable ? ', may work later' : ''})`
    default:
      return unforeseen(result)
  }
}

/** Today's graph never leads here; a newer server may. Whatever kind of error it adds, it has a message. */
const unforeseen = (value: never): string =>
  `do not call, this client is older than the server: ${(value as { message?: string }).message ?? value}`

export const ask = async (
  endpoint: string,
  variables: { poolKey: string; subsId: string; callNo?: string },
): Promise<Result> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query: document.toString(), variables }),
  })
  const { data, errors } = (await response.json()) as { data?: CanBeCalledQuery; errors?: { message: string }[] }
  if (!data) throw new Error(errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`)
  return data.callStatus
}

/** As a program: one line per binding named on the command line. Imported, it does nothing. */
const [, program = '', endpoint = 'http://127.0.0.1:4000/graphql', ...subsIds] = process.argv
if (import.meta.url === pathToFileURL(program).href) {
  for (const subsId of subsIds.length > 0 ? subsIds : ['1000000000000001', '1000000000000003', '404'])
    console.log(`${subsId}: ${decide(await ask(endpoint, { poolKey: 'FC100000000000001', subsId }))}`)
}
