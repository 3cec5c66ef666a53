import type { Kept } from './bind-for-an-order.ts'
import { ask } from './client.ts'
import { graphql } from './generated/index.ts'

const document = graphql(`
  mutation ExtendOrder($input: ExtendBindingInput!) {
    extendBinding(input: $input) {
      __typename
      ... on Error {
        code
        message
        retryable
      }
    }
  }
`)

/** The order takes longer. False: the binding is over already, so bind anew. Setting the same end twice is harmless. */
export const extend = async (endpoint: string, kept: Kept, endsAt: Date): Promise<boolean> => {
  const { extendBinding: result } = await ask(endpoint, document, {
    input: { ...kept, expiresAt: endsAt.toISOString() },
  })
  switch (result.__typename) {
    case 'BindingChange':
      return true
    case 'NotFoundError':
      return false
    case 'PermissionDeniedError':
      // An expired binding answers so: the upstream forbids changing it.
      return false
    default:
      throw new Error(`${result.message} (${result.code})`)
  }
}
