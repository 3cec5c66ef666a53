import { ask } from './client.ts'
import { graphql } from './generated/index.ts'

const document = graphql(`
  mutation BindForOrder($input: BindAxbInput!) {
    bindAxb(input: $input) {
      __typename
      ... on NewBinding {
        numberX
        binding {
          subsId
        }
      }
      ... on InvalidInputError {
        issues {
          path
          message
        }
      }
      ... on OutcomeUnknownError {
        sentAt
      }
      ... on Error {
        code
        message
        hint
      }
    }
  }
`)

export type Order = { readonly id: string; readonly rider: string; readonly driver: string; readonly endsAt: Date }

/** What an application keeps of a binding: extending and ending ask for both. */
export type Kept = { readonly poolKey: string; readonly subsId: string; readonly numberX: string }

/** Lets two people phone each other for the time of an order. Show them `numberX`, nothing else. */
export const bindForOrder = async (endpoint: string, poolKey: string, order: Order): Promise<Kept> => {
  const { bindAxb: result } = await ask(endpoint, document, {
    input: {
      poolKey,
      numberA: order.rider,
      numberB: order.driver,
      expiresAt: order.endsAt.toISOString(),
      outId: order.id,
    },
  })
  switch (result.__typename) {
    case 'NewBinding':
      return { poolKey, subsId: result.binding.subsId, numberX: result.numberX }
    case 'InvalidInputError':
      throw new Error(result.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '))
    case 'OutcomeUnknownError':
      // The binding may exist. Binding again could make a second one: let a person look, with `hint` in hand.
      throw new Error(`sent at ${result.sentAt}, answer lost: ${result.hint}`)
    default:
      throw new Error(`${result.message} (${result.code}) ${result.hint ?? ''}`)
  }
}
