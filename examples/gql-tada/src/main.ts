import { createServer, readConfig } from 'dypls-graphql'
import { initGraphQLTada, type TadaDocumentNode } from 'gql.tada'
import { print } from 'graphql'
import type { introspection } from './graphql-env.js'

const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; NumberX: string; PhoneNumber: string }
}>()

const server = await createServer(readConfig({ DYPLS_UPSTREAM: 'sandbox', PORT: process.env.GRAPH_PORT ?? '4000' }))
const endpoint = `${await server.listen()}/graphql`

/** Asks the graph, typed by the document. With keys on, `authorization: 'Bearer dpk_…'` belongs among the headers. */
const ask = async <Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  })
  const { data, errors } = (await answer.json()) as { data?: Result; errors?: { message: string }[] }
  if (!data) throw new Error(errors?.map(({ message }) => message).join('; '))
  return data
}

const canBeCalled = graphql(`
  query CanBeCalled($poolKey: ID!, $subsId: ID!) {
    callStatus(poolKey: $poolKey, subsId: $subsId) {
      __typename
      ... on CallStatus {
        status
        calledNo
      }
      ... on Error {
        code
        message
      }
    }
  }
`)

const { callStatus } = await ask(canBeCalled, { poolKey: 'FC100000000000001', subsId: '1000000000000001' })
const told: string =
  callStatus.__typename === 'CallStatus' ? `dial ${callStatus.calledNo}` : `${callStatus.message} (${callStatus.code})`
console.log(told)
await server.close()
