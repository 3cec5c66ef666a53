import { bytesOf, type RequestParts, type Sending } from './wire.ts'

/** Requests that nobody with good intentions sends, by what they try. `status` where the door itself decides. */
export type Hostile = {
  readonly name: string
  readonly bytes: Buffer
  readonly sending?: Sending
  readonly status?: number | readonly number[]
}

type Expected = Hostile['status']

const times = (count: number, text: string | ((index: number) => string)): string =>
  Array.from({ length: count }, (_each, index) => (typeof text === 'string' ? text : text(index))).join('')

const lookUp = 'callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { __typename }'
const purchase =
  'mutation { lockNumber(input: { poolKey: "FC100000000000001", number: "17000000001" }) { __typename } }'
const fine = JSON.stringify({ query: '{ __typename }' })

const raw = (name: string, parts: RequestParts, status?: Expected, sending?: Sending): Hostile => ({
  name,
  bytes: bytesOf(parts),
  status,
  sending,
})
/** Sent as it is. `incomplete` ones are given up after a moment: the server is right to wait for more. */
const text = (name: string, bytes: string, status?: Expected, sending?: Sending): Hostile => ({
  name,
  bytes: Buffer.from(bytes, 'latin1'),
  status,
  sending,
})
const incomplete: Sending = { patienceMs: 150 }

const query = (name: string, document: string, more: object = {}, status?: Expected): Hostile =>
  raw(name, { body: JSON.stringify({ query: document, ...more }) }, status)
const body = (name: string, content: string | Buffer, status?: Expected): Hostile =>
  raw(name, { body: content }, status)
const headed = (name: string, headers: RequestParts['headers'], status?: Expected, content = fine): Hostile =>
  raw(name, { headers, body: content }, status)
const got = (name: string, target: string, status?: Expected, headers: RequestParts['headers'] = []): Hostile =>
  raw(name, { method: 'GET', target, headers }, status)
const hosted = (name: string, host: string, status: Expected = 400): Hostile => raw(name, { host, body: fine }, status)

const nesting: readonly Hostile[] = [
  query('fields nested 20,000 deep', times(20_000, '{a') + times(20_000, '}')),
  query('fields nested 500 deep', `{ __schema ${times(500, '{ types { fields { type ')}`),
  query('inline fragments nested 2,000 deep', `${times(2_000, '{ ... ')}{ __typename }${times(2_000, '}')}`),
  query(
    'types nested through introspection',
    `{ __type(name: "Query") { ${times(40, 'fields { type { ')}name${times(40, '} }')} } }`,
  ),
  query('ofType 500 deep', `{ __type(name: "Query") { ${times(500, 'ofType { ')}name${times(500, '}')} } }`),
  query(
    'lists nested 20,000 deep',
    `{ callStatuses(keys: ${times(20_000, '[')}${times(20_000, ']')}) { __typename } }`,
  ),
  query(
    'objects nested 5,000 deep',
    `{ callStatuses(keys: ${times(5_000, '{a:')}1${times(5_000, '}')}) { __typename } }`,
  ),
  query(
    'a variable of a type nested 20,000 deep',
    `query ($a: ${times(20_000, '[')}Int${times(20_000, ']')}) { __typename }`,
  ),
  body('JSON nested 45,000 deep', `{"query":"{ __typename }","variables":${times(45_000, '[')}${times(45_000, ']')}}`),
  body(
    'variables nested 15,000 deep',
    `{"query":"{ __typename }","variables":{"a":${times(15_000, '{"a":')}1${times(15_000, '}')}}}`,
  ),
]

const many: readonly Hostile[] = [
  query('1,000 aliases', `{ ${times(1_000, (i) => `a${i}: __typename `)} }`),
  query('900 aliased look-ups', `{ ${times(900, (i) => `a${i}: ${lookUp} `)} }`),
  query(
    'aliases of the whole schema',
    `{ ${times(100, (i) => `a${i}: __schema { types { name fields { name } } } `)} }`,
  ),
  query('one field 5,000 times', `{ ${times(5_000, '__typename ')} }`),
  query('1,000 fields that conflict', `{ ${times(1_000, (i) => `a: errorCatalog(code: "${i}") { code } `)} }`),
  query('conflicts in conflicts', `{ ${times(150, 'a: errorCatalog { x: code } a: errorCatalog { x: isPattern } ')} }`),
  query('1,000 unknown fields', `{ ${times(1_000, (i) => `nope${i} `)} }`),
  query('1,000 unknown arguments', `{ __typename errorCatalog(${times(1_000, (i) => `a${i}: 1 `)}) { code } }`),
  query('1,000 variables', `query (${times(1_000, (i) => `$a${i}: Int `)}) { __typename }`),
  query('1,000 variables of one name', `query (${times(1_000, '$a: Int ')}) { __typename }`),
  query(
    '1,000 operations',
    times(1_000, (i) => `query A${i} { __typename } `),
  ),
  query('1,000 operations without a name', times(1_000, '{ __typename } ')),
  query('2,000 directives', `{ __typename ${times(2_000, '@include(if: true) ')} }`),
  query('2,000 unknown directives', `{ __typename ${times(2_000, '@nope ')} }`),
  query('directives on the operation', `query ${times(1_000, '@skip(if: true) ')} { __typename }`),
  query('a directive without its argument', '{ __typename @include }'),
  query('@defer and @stream', '{ ... @defer { __typename } errorCatalog @stream { code } }'),
  query(
    'a list of 5,000 keys',
    `{ callStatuses(keys: [${times(1_000, '{ poolKey: "1", subsId: "1" } ')}]) { __typename } }`,
  ),
  query('5,000 keys in a variable', 'query ($k: [CallStatusKey!]!) { callStatuses(keys: $k) { __typename } }', {
    variables: { k: Array.from({ length: 2_000 }, () => ({ poolKey: '1', subsId: '1' })) },
  }),
  body(
    '10,000 variables nobody declared',
    JSON.stringify({
      query: '{ __typename }',
      variables: Object.fromEntries(Array.from({ length: 8_000 }, (_e, i) => [`a${i}`, 1])),
    }),
  ),
]

const fragments: readonly Hostile[] = [
  query('a fragment of itself', '{ ...A } fragment A on Query { ...A }'),
  query('two fragments of each other', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
  query(
    'a circle through a field',
    '{ __schema { ...A } } fragment A on __Schema { types { ...B } } fragment B on __Type { ofType { ...B } }',
  ),
  query('a circle of 500', `{ ...A0 } ${times(500, (i) => `fragment A${i} on Query { ...A${(i + 1) % 500} } `)}`),
  query(
    'a bomb of 2^30 fields',
    `{ ...A0 } ${times(30, (i) => `fragment A${i} on Query { ...A${i + 1} ...A${i + 1} } `)} fragment A30 on Query { __typename }`,
  ),
  query(
    'a wide bomb',
    `{ ${times(100, '...A ')} } fragment A on Query { ${times(100, '...B ')} } fragment B on Query { ${times(100, '__typename ')} }`,
  ),
  query(
    'a bomb of aliased fragments',
    `{ ...A0 } ${times(14, (i) => `fragment A${i} on Query { ... { ...A${i + 1} } ... { ...A${i + 1} } } `)} fragment A14 on Query { errorCatalog { code } }`,
  ),
  query('1,000 unused fragments', `{ __typename } ${times(1_000, (i) => `fragment A${i} on Query { __typename } `)}`),
  query('a fragment that is not there', '{ ...Nope }'),
  query('a fragment on a type that is not there', '{ ...A } fragment A on Nope { __typename }'),
  query('500 fragments of one name', `{ ...A } ${times(500, 'fragment A on Query { __typename } ')}`),
  query(
    'a chain of 1,000',
    `{ ...A0 } ${times(1_000, (i) => `fragment A${i} on Query { ...A${i + 1} } `)} fragment A1000 on Query { __typename }`,
  ),
]

const tokens: readonly Hostile[] = [
  query('30,000 tokens', `{ errorCatalog(code: "x") { ${times(15_000, 'code ')} } }`),
  query('90,000 commas', `{ __typename ${times(90_000, ',')} }`),
  query('90,000 opening braces', times(90_000, '{')),
  query('a comment of 90 KB', `{ __typename } #${times(90_000, 'x')}`),
  query('a name of 90 KB', `{ ${times(90_000, 'x')} }`),
  query('an operation name of 90 KB', `query ${times(45_000, 'x')} { __typename }`, {
    operationName: times(45_000, 'x'),
  }),
  query('an operation that is not there, of 90 KB', '{ __typename }', { operationName: times(90_000, 'x') }),
  query('a string of 90 KB', `{ errorCatalog(code: "${times(90_000, 'x')}") { code } }`),
  query('a block string of 90 KB', `{ errorCatalog(code: """${times(90_000, ' \n')}""") { code } }`),
  query('a string without its end', `{ errorCatalog(code: "${times(50_000, 'x')}`),
  query('an integer of 5,000 digits', `{ callStatus(poolKey: "1", subsId: ${times(5_000, '9')}) { __typename } }`),
  query('a number beyond all', '{ callStatus(poolKey: "1", subsId: 1e99999) { __typename } }'),
  query('NUL in a document', '{ __typename \u0000 }'),
  query('a byte order mark in a document', '\ufeff{ \ufeff__typename }'),
  query('a lone surrogate', '{ errorCatalog(code: "\ud800") { code } }'),
  query('an escaped lone surrogate', '{ errorCatalog(code: "\\uD800") { code } }'),
  query('a character beyond Unicode', '{ errorCatalog(code: "\\u{110000}") { code } }'),
  query('right-to-left and zero-width characters', '{ __type\u200bname \u202e }'),
  query('nothing', ''),
  query('blanks', ' \n\t '),
  query('only a comment', '# nothing'),
  query('a schema', 'type Query { a: Int }'),
  query('an extension of the schema', 'extend type Query { a: Int } { __typename }'),
  query('a subscription', 'subscription { __typename }'),
  query('prototype names', '{ __proto__ constructor hasOwnProperty toString }'),
  query('prototype names as aliases', '{ __proto__: __typename constructor: __typename toString: __typename }'),
  query('a type called __proto__', '{ __type(name: "__proto__") { name } }'),
  query('a fragment called constructor', '{ ...constructor } fragment constructor on Query { __typename }'),
  query('a variable called __proto__', 'query ($__proto__: String) { errorCatalog(code: $__proto__) { code } }', {
    variables: { constructor: 1 },
  }),
]

const bodies: readonly Hostile[] = [
  body('101 KB', JSON.stringify({ query: `{ __typename } #${times(103_000, 'x')}` }), 413),
  body('2 MB', JSON.stringify({ query: `{ __typename } #${times(2_000_000, 'x')}` }), 413),
  headed('100 GB announced', [['content-length', '107374182400']], 413, ''),
  headed('a length beyond all numbers', [['content-length', times(40, '9')]], [400, 413], ''),
  headed('a negative length', [['content-length', '-1']], 400),
  headed('a length that is no number', [['content-length', 'ten']], 400),
  headed('a signed length', [['content-length', '+26']], 400),
  headed('a hexadecimal length', [['content-length', '0x1a']], 400),
  headed('a list of lengths', [['content-length', '26, 26']], 400),
  headed(
    'two lengths',
    [
      ['content-length', '26'],
      ['Content-Length', '5'],
    ],
    400,
  ),
  body('nothing', '', 400),
  body('null', 'null', 400),
  body('a number', '5', 400),
  body('a text', '"{ __typename }"', 400),
  body('an empty list', '[]', 400),
  body('a batch', `[${fine},${fine}]`, 400),
  body('a batch of 1,000', `[${times(1_000, `${fine},`)}${fine}]`, 400),
  body('half an object', '{"query":', 400),
  body('JSON and more', `${fine}garbage`, 400),
  body('a number in broken JSON', 'x13900000001', 400),
  body('a byte order mark', `\ufeff${fine}`, 400),
  body('UTF-16', Buffer.from(fine, 'utf16le'), 400),
  body(
    'bytes that are no UTF-8',
    Buffer.concat([
      Buffer.from('{"query":"{ __typename } #'),
      Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
      Buffer.from('"}'),
    ]),
  ),
  body(
    'overlong UTF-8 for a quote',
    Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xa2]), Buffer.from('"}')]),
  ),
  body('NUL bytes', Buffer.alloc(1_000), 400),
  body('NUL in JSON', '{"query":"{ __typename }\u0000"}', 400),
  body('a lone surrogate in JSON', '{"query":"\\ud800"}'),
  body('a key twice', '{"query":"{ nope }","query":"{ __typename }"}'),
  body('a key twice, once a mutation', `{"query":${JSON.stringify(purchase)},"query":"{ __typename }"}`),
  body('__proto__ as a parameter', '{"query":"{ __typename }","__proto__":{"admin":true}}'),
  body('constructor as a parameter', '{"query":"{ __typename }","constructor":{"prototype":{"admin":true}}}', 400),
  body('__proto__ in variables', '{"query":"{ __typename }","variables":{"__proto__":{"toString":1}}}'),
  body('a parameter nobody knows', '{"query":"{ __typename }","extra":1}', 400),
  body('a query that is an object', '{"query":{"toString":"{ __typename }"}}', 400),
  body('a query that is a list', '{"query":["{ __typename }"]}', 400),
  body('variables that are a text', '{"query":"{ __typename }","variables":"{}"}', 400),
  body('variables that are a list', '{"query":"{ __typename }","variables":[{}]}', 400),
  body('extensions that are a list', '{"query":"{ __typename }","extensions":[1]}', 400),
  body('an operation name that is an object', '{"query":"{ __typename }","operationName":{"a":1}}', 400),
  body('a number beyond all', '{"query":"{ __typename }","variables":{"a":1e999}}'),
  body('an integer of 50,000 digits', `{"query":"{ __typename }","variables":{"a":${times(50_000, '9')}}}`),
  body('NaN', '{"query":"{ __typename }","variables":{"a":NaN}}', 400),
  body('a hash instead of a query', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}', 400),
  body('a document id nobody gave out', '{"documentId":"../../../../etc/passwd"}', 400),
]

const chunked = (content: string): string =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${content}`
const withCoding = (lines: string, content = `1a\r\n${fine}\r\n0\r\n\r\n`): string =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${lines}\r\n\r\n${content}`

const smuggling: readonly Hostile[] = [
  text('a length and chunks', withCoding('Content-Length: 5\r\nTransfer-Encoding: chunked'), 400),
  text('chunks and a length', withCoding('Transfer-Encoding: chunked\r\nContent-Length: 5'), 400),
  text('an unknown coding', withCoding('Transfer-Encoding: xchunked'), [400, 501]),
  text('gzip and chunks', withCoding('Transfer-Encoding: gzip, chunked'), 501),
  text('chunks twice', withCoding('Transfer-Encoding: chunked, chunked'), [400, 501]),
  text('two codings', withCoding('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'), 400),
  text('a blank before the colon', withCoding('Transfer-Encoding : chunked'), 400),
  text('a folded coding', withCoding('Transfer-Encoding:\r\n chunked'), [200, 400]),
  text('a tab around the coding', withCoding('Transfer-Encoding:\tchunked'), [200, 400]),
  text('a vertical tab in the coding', withCoding('Transfer-Encoding: \x0bchunked'), [400, 501]),
  text(
    'a length with a line feed only',
    `POST /graphql HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 26\n\n${fine}`,
    400,
  ),
  text(
    'a question inside a body',
    bytesOf({ body: 'GET /graphql?query=mutation HTTP/1.1\r\nHost: localhost\r\n\r\n' }).toString('latin1'),
    400,
  ),
  text(
    'a question after a GET with a length',
    `GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n${times(40, 'G')}`,
    200,
  ),
  text('chunks of 200 KB', chunked(`${times(200, `400\r\n${times(1_024, 'x')}\r\n`)}0\r\n\r\n`), 413),
  text('chunks without end', chunked(times(100, `4000\r\n${times(16_384, 'x')}\r\n`)), 413),
  text('a chunk size that is none', chunked('zz\r\nxx\r\n0\r\n\r\n'), 400),
  text('a chunk size beyond all', chunked(`${times(20, 'f')}\r\nx`), 400),
  text('a negative chunk size', chunked('-5\r\nx'), 400),
  text('a chunk shorter than it says', chunked('5\r\nxxxxxxxx\r\n0\r\n\r\n'), 400),
  text('chunk extensions of 20 KB', chunked(`1a;${times(20_000, 'x')}\r\n${fine}\r\n0\r\n\r\n`), [400, 413]),
  text(
    'trailers that overrule',
    chunked(`1a\r\n${fine}\r\n0\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n`),
    [200, 400],
  ),
  text('trailers of 20 KB', chunked(`1a\r\n${fine}\r\n0\r\na: ${times(20_000, 'x')}\r\n\r\n`), [200, 400, 431]),
]

const contentTypes: readonly Hostile[] = [
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'application/graphql',
    'application/jsonp',
    'application/json-patch+json',
    'application/json; charset=utf-16',
    'application/xml',
    'text/html',
    '',
    'x',
    'application/x-www-form-urlencoded, application/json',
  ].map((type) => headed(`content type "${type}"`, [['content-type', type]], 415)),
  headed(
    'two content types',
    [
      ['content-type', 'application/json'],
      ['Content-Type', 'text/plain'],
    ],
    400,
  ),
  ...['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'nope'].map((coding) =>
    headed(`content encoding ${coding}`, [['content-encoding', coding]], 415),
  ),
]

const csrf: readonly Hostile[] = [
  raw(
    'a form that looks like JSON',
    {
      headers: [
        ['content-type', 'text/plain'],
        ['origin', 'http://localhost:3000'],
      ],
      body: `${fine.slice(0, -1)},"a":"="}`,
    },
    415,
  ),
  headed('a page of another origin', [['origin', 'https://evil.example']], 400),
  headed('a page without an origin', [['origin', 'null']], 400),
  headed('a page whose name begins with ours', [['origin', 'http://localhost.evil.example']], 400),
  headed('a page whose user is called localhost', [['origin', 'http://localhost@evil.example']], 400),
  headed(
    'two origins',
    [
      ['origin', 'http://localhost'],
      ['Origin', 'https://evil.example'],
    ],
    400,
  ),
  raw(
    'a preflight of another origin',
    {
      method: 'OPTIONS',
      headers: [
        ['origin', 'https://evil.example'],
        ['access-control-request-method', 'POST'],
      ],
    },
    400,
  ),
  got('a mutation by GET', `/graphql?query=${encodeURIComponent(purchase)}`, 405),
  got('a look-up by GET', `/graphql?query=${encodeURIComponent(`{ ${lookUp} }`)}`, 405),
  got(
    'a look-up by GET behind a fragment',
    `/graphql?query=${encodeURIComponent(`{ ...A } fragment A on Query { ${lookUp} }`)}`,
    405,
  ),
  got(
    'a look-up by GET that is skipped',
    `/graphql?query=${encodeURIComponent(`query ($a: Boolean = true) { a: ${lookUp.replace(' {', ' @skip(if: $a) {')} }`)}`,
    405,
  ),
  got('an image of another site', '/graphql?query=%7B__typename%7D', 403, [
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-dest', 'image'],
  ]),
  got('a mutation by GET that says it is a POST', `/graphql?query=${encodeURIComponent(purchase)}`, 405, [
    ['x-http-method-override', 'POST'],
  ]),
]

const hosts: readonly Hostile[] = [
  hosted('a name that resolves to us', 'evil.example'),
  hosted('a name that begins like ours', '127.0.0.1.evil.example'),
  hosted('a user called localhost', 'localhost@evil.example'),
  hosted('a port beyond all', 'localhost:99999'),
  hosted('a port that is none', 'localhost:http'),
  hosted('half an address', '[::1'),
  hosted('an address that is none', '[:::]'),
  hosted('numbers that are no address', '256.256.256.256'),
  hosted('nothing', ''),
  hosted('blanks in it', 'local host'),
  hosted('a path', 'localhost/graphql'),
  hosted('a list', 'localhost, evil.example'),
  hosted('bytes that are no ASCII', 'l\xf6calhost'),
  hosted('5 KB', times(5_000, 'a')),
  headed('two Hosts', [['Host', 'evil.example']], 400),
  headed('two Hosts, spelt differently', [['HOST', 'localhost']], 400),
  text('no Host', `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n${fine}`, 400),
  text('no Host in HTTP/1.0', 'GET /graphql HTTP/1.0\r\n\r\n', 400),
  headed(
    'a forwarded Host',
    [
      ['x-forwarded-host', 'evil.example'],
      ['forwarded', 'host=evil.example'],
    ],
    200,
  ),
]

const targets: readonly Hostile[] = [
  got('an absolute target', 'http://x/', 400),
  got('an absolute target of ours', 'http://localhost/graphql?query={__typename}', 400),
  got('an asterisk', '*', 400),
  raw('OPTIONS *', { method: 'OPTIONS', target: '*' }, 400),
  got('two slashes', '//evil.example/graphql', 400),
  got('a slash and a backslash', '/\\evil.example', 400),
  got('no slash', 'graphql', 400),
  got('bytes that are no ASCII', '/graphql?query=\xff\xfe', 400),
  got('a control character', '/graphql\x01', 400),
  got('NUL', '/graphql\x00', 400),
  got('a fragment', '/graphql#a', 400),
  got('9 KB', `/graphql?query=${times(9_000, 'x')}`, 414),
  got('15 KB', `/${times(15_000, 'x')}`, 414),
  got('20 KB', `/${times(20_000, 'x')}`, 431),
  got('files above', '/../../../../etc/passwd', 404),
  got('files above, encoded', '/%2e%2e/%2e%2e/etc/passwd', 404),
  got('sources', '/src/main.ts', 404),
  got('the graph, by a detour', '/x/../graphql', 404),
  got('the sandbox', '/_sandbox/journal', 404),
  got('a broken encoding', '/graphql?query=%', [200, 400]),
  got('a broken encoding in the middle', '/graphql?query=%ZZ%E0%A4', [200, 400]),
  got('variables that are no JSON', '/graphql?query=%7B__typename%7D&variables=13900000001x', 400),
  got('variables that are a number', '/graphql?query=%7B__typename%7D&variables=5', 400),
  got('extensions that are no JSON', '/graphql?query=%7B__typename%7D&extensions=%7B', 400),
  got('prototype names as parameters', '/graphql?query=%7B__typename%7D&__proto__=1&constructor=1'),
  got('no query', '/graphql', 400),
]

const methods: readonly Hostile[] = [
  ...['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'PURGE', 'MKCOL'].map((method) => raw(method, { method, body: fine }, 405)),
  ...['TRACE', 'HEAD'].map((method) => raw(method, { method, headers: [['connection', 'close']] }, 405)),
  raw('POST to health', { target: '/livez', body: fine }, 405),
  raw('CONNECT', { method: 'CONNECT', target: 'evil.example:443' }, 405),
  text('a method nobody knows', 'STEAL /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n', 400),
  text('a method in small letters', 'get /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n', 400),
  text('HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
  text('HTTP/2.0', 'GET /graphql HTTP/2.0\r\nHost: localhost\r\n\r\n', 505),
  text('HTTP/9.9', 'GET /graphql HTTP/9.9\r\nHost: localhost\r\n\r\n', [400, 505]),
  text('HTTP/0.9', 'GET /graphql\r\n', 400, incomplete),
  text('a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400),
  text('an SSH greeting', 'SSH-2.0-OpenSSH_9.6\r\n', 400),
  text('SMTP', 'EHLO evil.example\r\n', 400),
  text('random bytes', '\x00\xff\x13\x37\x80\x81\x82\r\n\r\n', 400),
  text('line ends only', '\r\n\r\n\r\n\r\n', undefined, incomplete),
]

const headers: readonly Hostile[] = [
  headed(
    '1,000 headers',
    Array.from({ length: 1_000 }, (_each, i) => [`x${i}`, '1'] as const),
  ),
  headed(
    '3,000 headers',
    Array.from({ length: 3_000 }, (_each, i) => [`x${i}`, '1'] as const),
    431,
  ),
  headed('a header of 17 KB', [['x-a', times(17_000, 'x')]], 431),
  headed('a name of 17 KB', [[times(17_000, 'x'), '1']], 431),
  headed('NUL in a header', [['x-a', 'a\x00b']], 400),
  headed('a blank in a name', [['x a', '1']], 400),
  headed('a carriage return in a header', [['x-a', 'a\rSet-Cookie: b']], 400),
  text('a line without a colon', 'GET /livez HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n', 400),
  text('a line without a name', 'GET /livez HTTP/1.1\r\nHost: localhost\r\n: 1\r\n\r\n', 400),
  text('a line that begins with a blank', 'GET /livez HTTP/1.1\r\n Host: localhost\r\n\r\n', 400),
  headed('an Accept of 600 bytes', [['accept', times(200, 'a/b')]], 406),
  headed('an Accept of 10 KB', [['accept', `${times(2_000, 'a/b,')}*/*`]], 406),
  headed('an Accept of 250 types', [['accept', times(250, 'a,')]], 406),
  headed('an Accept without JSON', [['accept', 'text/html']], 406),
  headed('an Accept of events', [['accept', 'text/event-stream']], 406),
  headed('an Accept of parts', [['accept', 'multipart/mixed']], 406),
  headed('an Accept that is none', [['accept', ';;;,,,=']], 406),
  raw(
    'a write whose answer is not wanted',
    { headers: [['accept', 'image/png']], body: JSON.stringify({ query: purchase }) },
    406,
  ),
  headed('a language of 12 KB', [['accept-language', times(3_000, 'zh;q')]], 200),
  headed('a timeout beyond all', [['x-dypls-timeout-ms', '99999999999999']], 200),
  headed('a timeout that is none', [['x-dypls-timeout-ms', '-1; DROP TABLE']], 200),
  headed(
    '__proto__ as a header',
    [
      ['__proto__', '1'],
      ['constructor', '1'],
    ],
    200,
  ),
  headed(
    'two credentials',
    [
      ['authorization', 'Bearer a'],
      ['Authorization', 'Bearer b'],
    ],
    400,
  ),
  headed('a credential of 12 KB', [['authorization', `Bearer ${times(12_000, 'x')}`]]),
  headed('an expectation nobody can meet', [['expect', 'a-miracle']], 417),
  headed(
    '100-continue for 100 GB',
    [
      ['expect', '100-continue'],
      ['content-length', '107374182400'],
    ],
    413,
    '',
  ),
  headed('an upgrade to a WebSocket', [
    ['connection', 'upgrade'],
    ['upgrade', 'websocket'],
    ['sec-websocket-key', 'AAAA'],
    ['sec-websocket-version', '13'],
  ]),
  headed('an upgrade to HTTP/2', [
    ['connection', 'upgrade, http2-settings'],
    ['upgrade', 'h2c'],
    ['http2-settings', 'AAMAAABk'],
  ]),
  got('a range', '/livez', 200, [['range', 'bytes=0-0,1-1,2-2']]),
  headed('a cookie', [['cookie', times(500, 'a=b; ')]], 200),
  headed(
    'an address that is not theirs',
    [
      ['x-forwarded-for', '127.0.0.1'],
      ['x-real-ip', '127.0.0.1'],
      ['x-original-url', '/metrics'],
      ['x-rewrite-url', '/metrics'],
    ],
    200,
  ),
]

const asked = bytesOf({ body: JSON.stringify({ query: `{ ${lookUp} }` }) })
const pipelines: readonly Hostile[] = [
  {
    name: '50 questions at once',
    bytes: Buffer.concat(Array.from({ length: 50 }, () => asked)),
    status: 200,
    sending: { answers: 50 },
  },
  {
    name: 'a question and garbage',
    bytes: Buffer.concat([asked, Buffer.from('\x00\x01garbage\r\n\r\n')]),
    status: 200,
    sending: { answers: 2 },
  },
  { name: 'a question and half another', bytes: Buffer.concat([asked, asked.subarray(0, 40)]), status: 200 },
  {
    name: 'a question and a second with two Hosts',
    bytes: Buffer.concat([asked, bytesOf({ host: 'localhost\r\nHost: evil.example', body: fine })]),
    status: 200,
    sending: { answers: 2 },
  },
  {
    name: 'a refused one with a body, and a question',
    bytes: Buffer.concat([bytesOf({ headers: [['content-type', 'text/plain']], body: fine }), asked]),
    status: 415,
    sending: { answers: 2 },
  },
  { name: 'half a head', bytes: asked.subarray(0, 30), sending: incomplete },
  { name: 'half a body', bytes: asked.subarray(0, asked.length - 5), sending: incomplete },
  {
    name: 'a body one byte at a time',
    bytes: Buffer.alloc(0),
    sending: { more: Array.from(asked, (byte) => Buffer.from([byte])) },
    status: 200,
  },
  { name: 'nothing at all', bytes: Buffer.alloc(0), sending: incomplete },
]

/** All of them, by kind. */
export const hostile: Readonly<Record<string, readonly Hostile[]>> = {
  nesting,
  'too much of it': many,
  fragments,
  tokens,
  bodies,
  'smuggling shapes': smuggling,
  'content types': contentTypes,
  'forged by a page': csrf,
  'Host tricks': hosts,
  targets,
  'methods and versions': methods,
  headers,
  pipelines,
}
