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
  {
    query: `# Play the recording: a link of two hours to what was said, and the same as text.
# Costs one upstream call per field. Both come minutes after the call; try callId …bd02 (12:30) and …bd03 (13:00), too.
query PlayTheRecording($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {
  pool(key: $poolKey) {
    call(callId: $callId, callTime: $callTime) {
      recording {
        __typename
        ... on Recording { url expiresAt }
        ... on Error { code message retryable hint }
      }
      transcript {
        __typename
        ... on Transcript { durationMs sentences { channel beginMs text } }
        ... on Error { code message retryable hint }
      }
    }
  }
}
`,
    variables: {
      poolKey: 'FC100000000000001',
      callId: '4166000000000bd01',
      callTime: '2026-03-05T12:00:00+08:00',
    },
  },
  {
    query: `# Bind for an order: two people reach each other by dialling numberX, until the order is over.
# Costs one upstream call. Keep subsId and numberX together: extending and ending ask for both.
mutation BindForAnOrder($input: BindAxbInput!) {
  bindAxb(input: $input) {
    __typename
    ... on NewBinding {
      numberX
      binding { poolKey subsId details { ... on BindingDetails { status numberA numberB expiresAt } } }
    }
    ... on InvalidInputError { issues { path message } }
    ... on OutcomeUnknownError { sentAt }
    ... on Error { code message retryable hint }
  }
}
`,
    variables: {
      input: {
        poolKey: 'FC100000000000011',
        numberA: '13900000301',
        numberB: '13900000302',
        expiresAt: '2035-12-31T20:00:00+08:00',
        outId: 'order-7',
        recordingEnabled: true,
      },
    },
  },
  {
    query: `# The order takes longer: move the end of its binding. One that has expired cannot be revived.
# Costs one upstream call, and one more for the details.
mutation Extend($input: ExtendBindingInput!) {
  extendBinding(input: $input) {
    __typename
    ... on BindingChange {
      binding { details { ... on BindingDetails { status expiresAt } } }
    }
    ... on InvalidInputError { issues { path message } }
    ... on Error { code message retryable hint }
  }
}
`,
    variables: {
      input: {
        poolKey: 'FC100000000000001',
        subsId: '1000000000000001',
        numberX: '17000000001',
        expiresAt: '2035-12-31T23:59:59+08:00',
      },
    },
  },
  {
    query: `# The order is done: end its binding, so that nobody can call any more and the number is free again.
# Costs one upstream call. A second time answers NotFoundError.
mutation End($input: UnbindInput!) {
  unbind(input: $input) {
    __typename
    ... on EndedBinding { binding { subsId numberX } }
    ... on Error { code message retryable hint }
  }
}
`,
    variables: { input: { poolKey: 'FC100000000000002', subsId: '2000000000000001', numberX: '17000000021' } },
  },
] as const
