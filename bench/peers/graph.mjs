/** The part of our graph that the peers serve: the same names, so that all are asked the same document. */
export const typeDefs = `
  interface Error { code: String! message: String! }
  type UnknownError implements Error { code: String! message: String! }
  enum CallStatusCode { NORMAL REASSIGNED UNAVAILABLE EXPIRED UNKNOWN }
  enum CallAdvice { DIAL_CALLED_NO DIAL_TEMPORARY_NO DECIDE_FALLBACK BIND_AGAIN NONE }
  type CallStatus {
    status: CallStatusCode!
    rawStatus: Int!
    calledNo: String
    extension: String
    advice: CallAdvice!
    requestId: String
  }
  union CallStatusResult = CallStatus | UnknownError
  input CallStatusKey { poolKey: ID! subsId: ID! }
  type Query {
    callStatus(poolKey: ID!, subsId: ID!): CallStatusResult!
    callStatuses(keys: [CallStatusKey!]!): [CallStatusResult!]!
  }
`

const statuses = [
  ['UNKNOWN', 'NONE'],
  ['NORMAL', 'DIAL_CALLED_NO'],
  ['REASSIGNED', 'DIAL_TEMPORARY_NO'],
  ['UNAVAILABLE', 'DECIDE_FALLBACK'],
  ['EXPIRED', 'BIND_AGAIN'],
]

/** The upstream's body → what a caller is told, as our own mapping does it. */
export const callStatus = (body) => {
  const { Status: rawStatus, CalledNo, Extension } = body.SecretCallStatusDTO
  const [status, advice] = statuses[rawStatus] ?? statuses[0]
  return {
    __typename: 'CallStatus',
    status,
    rawStatus,
    calledNo: rawStatus === 3 || rawStatus === 4 ? null : (CalledNo ?? null),
    extension: Extension || null,
    advice,
    requestId: body.RequestId,
  }
}

/** A failed look-up is a value, so that it never fails its neighbours. */
export const orError = (promise) =>
  promise.then(callStatus, (error) => ({
    __typename: 'UnknownError',
    code: error.code ?? 'UNKNOWN',
    message: error.message,
  }))
