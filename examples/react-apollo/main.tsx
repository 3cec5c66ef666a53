import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { ApolloProvider, useQuery } from '@apollo/client/react'
import { possibleTypes, typePolicies } from 'dypls-graphql/cache'
import { createRoot } from 'react-dom/client'

declare const ENDPOINT: string

const client = new ApolloClient({
  // With keys on: `headers: { authorization: 'Bearer dpk_…' }`, from whoever signed the user in.
  link: new HttpLink({ uri: ENDPOINT }),
  cache: new InMemoryCache({ possibleTypes, typePolicies }),
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
  const { data, error } = useQuery<{ pool: { binding: { callStatus: { calledNo?: string; message?: string } } } }>(
    CAN_BE_CALLED,
    { variables: { pool: 'FC100000000000001', subsId } },
  )
  if (error) return <>failed: {error.message}</>
  if (!data) return <>…</>
  const { calledNo, message } = data.pool.binding.callStatus
  return <>{calledNo ? `dial ${calledNo}` : message}</>
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <ApolloProvider client={client}>
    <Binding subsId="1000000000000001" />
  </ApolloProvider>,
)
