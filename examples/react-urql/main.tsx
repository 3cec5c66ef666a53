import { cacheExchange } from '@urql/exchange-graphcache'
import { introspection, keys } from 'dypls-graphql/cache'
import { createRoot } from 'react-dom/client'
import { Client, fetchExchange, gql, Provider, useQuery } from 'urql'

declare const ENDPOINT: string

const client = new Client({
  url: ENDPOINT,
  // What asks the upstream is never asked by GET.
  preferGetMethod: false,
  // With keys on: `fetchOptions: { headers: { authorization: 'Bearer dpk_…' } }`.
  exchanges: [cacheExchange({ keys, schema: introspection }), fetchExchange],
})

const CAN_BE_CALLED = gql`
  query CanBeCalled($pool: ID!, $subsId: ID!) {
    pool(key: $pool) {
      nodeId
      binding(subsId: $subsId) {
        nodeId
        callStatus {
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
    }
  }
`

const Binding = ({ subsId }: { subsId: string }) => {
  const [{ data, error }] = useQuery({
    query: CAN_BE_CALLED,
    variables: { pool: 'FC100000000000001', subsId },
  })
  if (error) return <>failed: {error.message}</>
  if (!data) return <>…</>
  const { calledNo, message } = data.pool.binding.callStatus
  return <>{calledNo ? `dial ${calledNo}` : message}</>
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <Provider value={client}>
    <Binding subsId="1000000000000001" />
  </Provider>,
)
