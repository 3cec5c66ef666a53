/** Ready queries for GraphiQL's tabs and the documentation; the ids are those of the sandbox's seeded world. */
export const examples = [
  {
    query: `# Can this binding be called now, and which number should be dialled?
# Costs one upstream call. Try subsId …001 to …005 and one that does not exist.
query CanBeCalled($poolKey: ID!, $subsId: ID!) {
  callStatus(poolKey: $poolKey, subsId: $subsId) {
    __typename
    ... on CallStatus {
      status
      calledNo
      extension
      advice
      checkedAt
    }
    ... on Error {
      code
      message
      retryable
      hint
    }
  }
}
`,
    variables: { poolKey: 'FC100000000000001', subsId: '1000000000000001' },
  },
  {
    query: `# Many at once: one result per key, in order. Equal keys share a call; a failing key leaves its neighbours alone.
query ManyCallStatuses($keys: [CallStatusKey!]!) {
  callStatuses(keys: $keys) {
    __typename
    ... on CallStatus {
      binding { subsId }
      status
      rawStatus
      calledNo
      advice
    }
    ... on InvalidInputError {
      issues { path message }
    }
    ... on Error {
      code
      message
    }
  }
}
`,
    variables: {
      keys: ['1000000000000001', '1000000000000002', '1000000000000003', '1000000000000004', '404'].map((subsId) => ({
        poolKey: 'FC100000000000001',
        subsId,
      })),
    },
  },
  {
    query: `# What does a code mean, and what can be done about it? Costs no upstream call.
query ExplainCode($code: String) {
  errorCatalog(code: $code) {
    code
    errorType
    retry
    meaning { en zh }
    cause { en zh }
    fix { en zh }
  }
}
`,
    variables: { code: 'isv.SUBS_NOT_EXIST' },
  },
] as const
