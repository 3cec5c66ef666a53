/** What is asked and what must come back: one place for our server, the peers, the upstream and the load. */

export const accessKey = { accessKeyId: 'bench-access-key-id', accessKeySecret: 'bench-access-key-secret' }
export const version = '2017-05-25'
export const poolKey = 'FC100000000000001'

/** What the upstream answers, always: status 1, with the headers that the real one sends. */
export const upstreamBody = JSON.stringify({
  RequestId: '9297B722-A016-43FB-B51A-E54050D9369D',
  Code: 'OK',
  Message: 'OK',
  SecretCallStatusDTO: { Status: 1, CalledNo: '17000000001' },
})

/** The same on every server, so that all answer the same bytes. */
export const told = {
  __typename: 'CallStatus',
  status: 'NORMAL',
  rawStatus: 1,
  calledNo: '17000000001',
  extension: null,
  advice: 'DIAL_CALLED_NO',
  requestId: '9297B722-A016-43FB-B51A-E54050D9369D',
}

const fields =
  '__typename ... on CallStatus { status rawStatus calledNo extension advice requestId } ... on Error { code message }'

/** Stands for a binding id of 16 digits; the load writes one that was never used before in its place. */
export const slot = (number) => `<<<<<<<<<<<<<<${String(number).padStart(2, '0')}`

/** Counted in every answer: this often, or the answer is wrong. */
const marker = '"17000000001"'

const post = (body, headers = {}) => ({
  method: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  body: JSON.stringify(body),
})

const single = post({
  query: `query CallStatus($poolKey: ID!, $subsId: ID!) { callStatus(poolKey: $poolKey, subsId: $subsId) { ${fields} } }`,
  variables: { poolKey, subsId: slot(0) },
})

const inline = post({ query: `{ callStatus(poolKey: "${poolKey}", subsId: "${slot(0)}") { ${fields} } }` })

/** `count` questions of which `distinct` are different, equal ones far apart as in a real list. */
const list = (count, distinct) =>
  post({
    query: `query CallStatuses($keys: [CallStatusKey!]!) { callStatuses(keys: $keys) { ${fields} } }`,
    variables: { keys: Array.from({ length: count }, (_, index) => ({ poolKey, subsId: slot(index % distinct) })) },
  })

const rest = { method: 'GET', path: `/pools/${poolKey}/bindings/${slot(0)}/call-status`, headers: {}, body: '' }

const { __typename, ...toldByRest } = told
const times = (count) => ({ marker, count })

export const questions = {
  single: { request: single, expect: times(1), answer: { data: { callStatus: told } } },
  inline: { request: inline, expect: times(1), answer: { data: { callStatus: told } } },
  list: {
    request: list(100, 50),
    expect: times(100),
    answer: { data: { callStatuses: Array.from({ length: 100 }, () => told) } },
  },
  rest: { request: rest, expect: times(1), answer: toldByRest },
}

/** For the growth curves: a list of any length, all different. */
export const listOf = (count) => ({ request: list(count, count), expect: times(count) })

/** A document of its own shape per id: no cache keyed by text or by shape has seen it. One look-up each. */
export const distinctDocument = {
  request: post({
    query: `query ($poolKey: ID!, $subsId: ID!) { a${slot(0)}: callStatus(poolKey: $poolKey, subsId: $subsId) { ${fields} } }`,
    variables: { poolKey, subsId: '1000000000000001' },
  }),
  expect: times(1),
}

/** The same with 25 aliases and no look-up, within the limits of PROMISES §3: what parse, validation and caches cost. */
export const largeDocument = {
  request: post({
    query: `{ pool(key: "${poolKey}") { ${Array.from({ length: 25 }, (_, index) => `a${slot(0)}_${index}: binding(subsId: "17000000001") { poolKey subsId }`).join(' ')} } }`,
  }),
  expect: times(25),
}
