import { Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { graphql, RelayEnvironmentProvider, useLazyLoadQuery } from 'react-relay'
import { Environment, Network, RecordSource, Store } from 'relay-runtime'
import type { mainCanBeCalledQuery } from './__generated__/mainCanBeCalledQuery.graphql'

declare const ENDPOINT: string

const environment = new Environment({
  network: Network.create(async ({ id }, variables) => {
    const answer = await fetch(ENDPOINT, {
      method: 'POST',
      // With keys on: `authorization: 'Bearer dpk_…'` as well.
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: id, variables }),
    })
    return await answer.json()
  }),
  store: new Store(new RecordSource()),
  // `Group.id` is the upstream's own id; the one that names a thing in the whole graph is `nodeId`.
  getDataID: ({ nodeId }) => nodeId,
})

const Binding = ({ subsId }: { subsId: string }) => {
  const { pool } = useLazyLoadQuery<mainCanBeCalledQuery>(
    graphql`
      query mainCanBeCalledQuery($pool: ID!, $subsId: ID!) {
        pool(key: $pool) {
          binding(subsId: $subsId) {
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
    `,
    { pool: 'FC100000000000001', subsId },
  )
  const { calledNo, message } = pool.binding.callStatus
  return <>{calledNo ? `dial ${calledNo}` : message}</>
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <RelayEnvironmentProvider environment={environment}>
    <Suspense fallback="…">
      <Binding subsId="1000000000000001" />
    </Suspense>
  </RelayEnvironmentProvider>,
)
