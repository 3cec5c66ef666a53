import { ask } from './client.ts'
import { graphql } from './generated/index.ts'

const document = graphql(`
  query RecordingOfCall($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {
    pool(key: $poolKey) {
      call(callId: $callId, callTime: $callTime) {
        recording {
          __typename
          ... on Recording {
            url
            expiresAt
          }
          ... on Error {
            code
            message
            hint
          }
        }
      }
    }
  }
`)

/** A link to listen to, good for two hours; null while there is none (yet). The link is personal data: do not log it. */
export const recordingOf = async (
  endpoint: string,
  call: { poolKey: string; callId: string; callTime: string },
): Promise<string | null> => {
  const { pool } = await ask(endpoint, document, call)
  const result = pool.call.recording
  switch (result.__typename) {
    case 'Recording':
      return result.url
    case 'NotFoundError':
    case 'InvalidInputError':
      // The upstream does not tell "not yet" from "never": the receipt of the call does.
      return null
    default:
      throw new Error(`${result.message} (${result.code}) ${result.hint ?? ''}`)
  }
}
