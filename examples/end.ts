import type { Kept } from './bind-for-an-order.ts'
import { ask } from './client.ts'
import { graphql } from './generated/index.ts'

const document = graphql(`
  mutation EndOrder($input: UnbindInput!) {
    unbind(input: $input) {
      __typename
      ... on Error {
        code
        message
        retryable
      }
    }
  }
`)

/** The order is done: nobody reaches anybody through X any more. A binding that is gone already is fine. */
export const end = async (endpoint: string, kept: Kept): Promise<void> => {
  const { unbind: result } = await ask(endpoint, document, { input: kept })
  if (result.__typename === 'EndedBinding' || result.__typename === 'NotFoundError') return
  throw new Error(`${result.message} (${result.code})`)
}
