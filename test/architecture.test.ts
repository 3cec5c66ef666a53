import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The house rules (who may import whom, what has one home) as data, read off the sources. A new room needs a line here. */

type Source = { readonly path: string; readonly text: string }
/** Says every breach in one line each; none is fine. */
type Rule = (sources: readonly Source[]) => string[]

/** Whole rooms end in a slash, single modules do not. Within a room everything may import everything, short of a circle. */
type Room = {
  readonly uses?: readonly string[]
  /** `import type` only: nothing of it is loaded. */
  readonly types?: readonly string[]
  /** `import()` only: loaded when it is needed. */
  readonly lazy?: readonly string[]
}

const house: Readonly<Record<string, Room>> = {
  'main.ts': {
    uses: ['config.ts', 'settings.ts', 'server/redact.ts'],
    types: ['key-command.ts', 'store-command.ts'],
    lazy: [
      'serve.ts',
      'workers.ts',
      'doctor.ts',
      'key-command.ts',
      'store-command.ts',
      'sandbox/sandbox.ts',
      'schema/print.ts',
    ],
  },
  'workers.ts': { types: ['config.ts'], lazy: ['cluster/'] },
  'index.ts': { uses: ['app.ts', 'config.ts', 'schema/schema.ts', 'schema/print.ts'] },
  'serve.ts': {
    uses: ['app.ts', 'ambient.ts', 'graph/viewer.ts', 'schema/examples.ts', 'server/'],
    types: ['config.ts', 'keeping.ts'],
  },
  'doctor.ts': {
    uses: ['config.ts', 'ambient.ts', 'aliyun/', 'dypls/'],
    lazy: ['sandbox/sandbox.ts', 'store-command.ts'],
  },
  'store-command.ts': {
    uses: ['ambient.ts', 'config.ts', 'open-ledger.ts', 'receipts/', 'store/'],
    types: ['config-store.ts'],
  },
  // What is kept, loaded when it is needed: this half is light, the other one brings the database's driver.
  'keeping.ts': {
    uses: ['aliyun/hmac.ts', 'receipts/vault.ts', 'store/embedded/binaries.ts', 'store/embedded/keys.ts'],
    types: ['aliyun/', 'config.ts', 'graph/', 'open-ledger.ts', 'receipts/', 'server/', 'store/'],
    lazy: ['open-ledger.ts'],
  },
  'open-ledger.ts': { uses: ['receipts/', 'store/'], types: ['aliyun/', 'graph/', 'server/'] },
  'key-command.ts': { uses: ['ambient.ts', 'server/auth/'] },
  'app.ts': {
    uses: [
      'ambient.ts',
      'config.ts',
      'aliyun/',
      'graph/viewer.ts',
      'schema/schema.ts',
      'server/',
      'dypls/product.ts',
      'dypls/rejections/catalogue.ts',
      'embedded.ts',
      'keeping.ts',
      'quota.ts',
      'graph/fan-out.ts',
      'graph/recorded.ts',
      'graph/refs.ts',
      'graph/viewer.ts',
      'receipts/queue-names.ts',
    ],
    types: ['graph/', 'receipts/'],
    lazy: ['receipts/open-queues.ts'],
  },
  'embedded.ts': { uses: ['config.ts'], types: ['aliyun/'], lazy: ['sandbox/sandbox.ts'] },
  'quota.ts': { types: ['aliyun/', 'config.ts'] },
  'cluster/': {
    uses: [
      'ambient.ts',
      'config.ts',
      'embedded.ts',
      'keeping.ts',
      'quota.ts',
      'serve.ts',
      'server/log.ts',
      'server/receipts-door.ts',
      'dypls/operations.ts',
    ],
    types: ['aliyun/', 'settings.ts', 'server/'],
  },
  'config.ts': { uses: ['settings.ts', 'config-auth.ts', 'config-store.ts'], types: ['aliyun/'] },
  'config-store.ts': { types: ['store/'] },
  'config-auth.ts': { uses: ['settings.ts'] },
  'settings.ts': { uses: ['dypls/product.ts'] },
  'ambient.ts': { types: ['aliyun/'] },
  'server/': {
    uses: [
      'aliyun/cancellation.ts',
      'aliyun/hmac.ts',
      'aliyun/json.ts',
      'dypls/phone.ts',
      'graph/declarations.ts',
      'graph/viewer.ts',
      'graph/pools.ts',
      'graph/reveal.ts',
    ],
    types: ['graph/', 'aliyun/'],
  },
  'schema/': { uses: ['graph/', 'dypls/', 'aliyun/'] },
  'graph/': { uses: ['dypls/', 'aliyun/failure.ts', 'aliyun/verdict.ts'], types: ['aliyun/'] },
  'dypls/': { uses: ['aliyun/operation.ts', 'aliyun/wire.ts', 'aliyun/json.ts'], types: ['aliyun/'] },
  'aliyun/': {},
  'store/': {},
  'receipts/': {
    uses: [
      'dypls/',
      'store/store.ts',
      'aliyun/cancellation.ts',
      'aliyun/json.ts',
      'aliyun/mns.ts',
      'aliyun/mns-signature.ts',
      'aliyun/upstream.ts',
    ],
    types: ['aliyun/'],
  },
  'sandbox/': {
    uses: [
      'dypls/',
      'aliyun/operation.ts',
      'aliyun/wire.ts',
      'aliyun/signature.ts',
      'aliyun/json.ts',
      'aliyun/mns-signature.ts',
      'aliyun/xml.ts',
    ],
  },
}

/** Every package has one home, so that swapping it is one diff. */
const homes: Readonly<Record<string, readonly string[]>> = {
  undici: ['aliyun/transport.ts', 'aliyun/undici.d.ts'],
  'lossless-json': ['aliyun/json.ts'],
  '@alicloud/credentials': ['aliyun/credentials.ts'],
  '@pothos/core': ['graph/'],
  dataloader: ['graph/loader.ts'],
  graphql: ['graph/', 'schema/', 'server/'],
  'graphql-yoga': ['server/'],
  '@graphql-yoga/plugin-persisted-operations': ['server/persisted.ts'],
  '@graphql-yoga/render-graphiql': ['server/graphiql.ts'],
  pino: ['server/log.ts'],
  'prom-client': ['server/metrics.ts'],
  '@opentelemetry/api': ['server/trace.ts'],
  'graphql-jit': ['server/compiled.ts'],
  'lru-cache': ['server/compiled.ts', 'server/documents.ts', 'server/plans.ts'],
  commander: ['main.ts'],
  'node:cluster': ['workers.ts', 'cluster/'],
  jose: ['server/auth/jwt.ts'],
  pg: ['store/pools.ts', 'store/session.ts', 'store/listener.ts'],
  // Sealing and digests of what is kept; signing; ids; the page's entity tag; comparing a secret in constant time; API keys; a token's digest; refs of numbers.
  'node:crypto': [
    'aliyun/signature.ts',
    'aliyun/hmac.ts',
    'aliyun/mns-signature.ts',
    'ambient.ts',
    'sandbox/sandbox.ts',
    'server/graphiql.ts',
    'server/metrics-door.ts',
    'server/audit/',
    'server/auth/',
    'graph/refs.ts',
    'receipts/vault.ts',
    'receipts/entry.ts',
    'server/receipts-door.ts',
    'store/migrate.ts',
    'store/embedded/folder.ts',
  ],
  'node:child_process': ['store/embedded/postgres.ts'],
  'node:os': ['store/embedded/'],
  'node:path': ['store/embedded/'],
  'node:url': ['store/embedded/binaries.ts'],
  'node:fs': ['main.ts', 'store/embedded/', 'server/audit/file.ts', 'server/audit/stdout.ts', 'server/persisted.ts'],
  'node:fs/promises': ['server/audit/', 'store/embedded/', 'server/auth/key-disk.ts'],
  'node:http': ['server/', 'sandbox/', 'app.ts', 'aliyun/transport.ts'],
  'node:net': ['server/http.ts', 'sandbox/http.ts'],
  'node:perf_hooks': ['server/loop-delay.ts'],
  'node:stream': ['server/graphiql.ts', 'sandbox/deliver.ts', 'server/connections.ts'],
  'node:stream/promises': ['sandbox/deliver.ts', 'server/graphiql.ts'],
  'node:util': [''],
  'node:v8': ['main.ts'],
  'node:zlib': ['server/graphiql.ts'],
}

/** What the outside world brings in without being handed in; each with the only places that may touch it. */
const ambient: readonly { what: string; pattern: RegExp; places: readonly string[] }[] = [
  { what: 'process.env', pattern: /\bprocess\.env\b/, places: ['main.ts'] },
  { what: 'Date.now', pattern: /\bDate\.now\b/, places: ['ambient.ts', 'sandbox/sandbox.ts'] },
  { what: 'new Date()', pattern: /\bnew Date(\(\s*\)|(?!\s*\())/, places: ['server/log.ts'] },
  { what: 'performance.now', pattern: /\bperformance\.now\b/, places: ['ambient.ts'] },
  { what: 'Math.random', pattern: /\bMath\.random\b/, places: ['ambient.ts'] },
  { what: 'randomUUID', pattern: /\brandom(UUID|Bytes|Int)\b/, places: ['ambient.ts', 'sandbox/sandbox.ts'] },
  {
    what: 'a timer',
    pattern: /\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.timeout\b/,
    places: ['ambient.ts', 'sandbox/sandbox.ts'],
  },
  { what: 'console', pattern: /\bconsole\./, places: ['sandbox/sandbox.ts'] },
]

type Import = {
  readonly from: string
  /** A path inside src, or the name of a package. */
  readonly to: string
  readonly ours: boolean
  readonly how: 'uses' | 'types' | 'lazy'
}

const literalOrComment = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g

const withoutComments = (text: string): string =>
  text.replace(literalOrComment, (found) => (found.startsWith('/') ? ' ' : found))

const withoutLiterals = (text: string): string =>
  text.replace(literalOrComment, (found) => (found.startsWith('/') ? ' ' : "''"))

const importsOf = ({ path, text }: Source): Import[] => {
  const code = withoutComments(text)
  const found = [
    ...Array.from(
      code.matchAll(/\b(?:im|ex)port\s+(type\s+)?(?:[\w*{}\s,$]*?\bfrom\s*)?(['"])([^'"\n]+)\2/g),
      (match) => ({
        specifier: match[3] ?? '',
        how: match[1] ? ('types' as const) : ('uses' as const),
      }),
    ),
    ...Array.from(code.matchAll(/\bimport\(\s*(['"])([^'"\n]+)\1/g), (match) => ({
      specifier: match[2] ?? '',
      how: 'lazy' as const,
    })),
  ]
  return found.map(({ specifier, how }) => {
    const ours = specifier.startsWith('.')
    return { from: path, to: ours ? join(path, '..', specifier) : specifier, ours, how }
  })
}

/** `''` is everywhere, `room/` everything in it, anything else one module. */
const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => place === '' || place === path || (place.endsWith('/') && path.startsWith(place)))

const roomOf = (path: string): string => path.replace(/\/.*$/, '/')

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:') ? specifier : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

const rules = {
  'imports only what its room may import': (sources) =>
    sources
      .flatMap(importsOf)
      .filter(({ ours }) => ours)
      .flatMap(({ from, to, how }) => {
        const room = house[roomOf(from)]
        if (!room) return [`${from}: no such room; draw it into the house first`]
        if (roomOf(from) === roomOf(to) && roomOf(from).endsWith('/')) return []
        const allowed = how === 'uses' ? room.uses : [...(room.uses ?? []), ...(room[how] ?? [])]
        return isIn(to, allowed ?? []) ? [] : [`${from}: may not import ${to} (${how})`]
      }),

  'loads nothing in a circle': (sources) => {
    const edges = new Map(
      sources.map((source) => [
        source.path,
        importsOf(source).flatMap(({ ours, to, how }) => (ours && how === 'uses' ? [to] : [])),
      ]),
    )
    const settled = new Set<string>()
    const walk = (path: string, trail: readonly string[]): string[] => {
      if (trail.includes(path)) return [`${[...trail.slice(trail.indexOf(path)), path].join(' → ')}: a circle`]
      if (settled.has(path)) return []
      const circles = (edges.get(path) ?? []).flatMap((next) => walk(next, [...trail, path]))
      settled.add(path)
      return circles
    }
    return [...edges.keys()].flatMap((path) => walk(path, []))
  },

  'keeps every package in its one home': (sources) =>
    sources
      .flatMap(importsOf)
      .filter(({ ours }) => !ours)
      .flatMap(({ from, to }) => {
        const home = homes[packageOf(to)]
        if (!home) return [`${from}: ${to} has no home yet`]
        return isIn(from, home) ? [] : [`${from}: ${to} lives in ${home.join(', ')}`]
      }),

  'says in the open what it loads': (sources) =>
    sources
      .filter(({ text }) => /\bimport\(\s*(?!'')|\brequire\(|\bcreateRequire\b/.test(withoutLiterals(text)))
      .map(({ path }) => `${path}: loads something whose name cannot be read here`),

  'gets time, chance, timers and the environment handed in': (sources) =>
    sources.flatMap(({ path, text }) =>
      ambient
        .filter(({ pattern, places }) => pattern.test(withoutLiterals(text)) && !isIn(path, places))
        .map(({ what }) => `${path}: ${what} is handed in, not taken`),
    ),

  'is named after what it is about': (sources) =>
    sources
      .filter(({ path }) => /(^|[/._-])(utils?|helpers?|common|shared|lib|services|types)([/._-]|$)/.test(path))
      .map(({ path }) => `${path}: the name says nothing`),

  'exports by name': (sources) =>
    sources
      .filter(({ text }) => /\bexport\s*(type\s*)?\*/.test(withoutLiterals(text)))
      .map(({ path }) => `${path}: export *`),

  'knows its types': (sources) =>
    sources
      .filter(({ text }) => /([:<,|&(=[]|\b(as|extends|satisfies))\s*any\b/.test(withoutLiterals(text)))
      .map(({ path }) => `${path}: any`),
} satisfies Record<string, Rule>

const readSources = (folder: string): Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

const sources = readSources('src')

describe('the sources', () => {
  it.each(Object.entries(rules))('every module %s', (_name, rule) => {
    expect(sources.length).toBeGreaterThan(30)
    expect(rule(sources)).toEqual([])
  })

  it('use every package that users have to install, and no other', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
    const used = new Set(sources.flatMap(importsOf).flatMap(({ to, ours }) => (ours ? [] : [packageOf(to)])))
    expect([...used].filter((name) => !name.startsWith('node:')).sort()).toEqual(Object.keys(dependencies).sort())
  })

  it('fill every room that the house has', () => {
    const rooms = new Set(sources.map(({ path }) => roomOf(path)))
    expect(Object.keys(house).filter((room) => !rooms.has(room))).toEqual([])
  })
})

describe('the rules notice', () => {
  const files = (made: Readonly<Record<string, string>>): Source[] =>
    Object.entries(made).map(([path, text]) => ({ path, text }))

  const breaches: readonly (readonly [
    name: string,
    rule: keyof typeof rules,
    made: Readonly<Record<string, string>>,
  ])[] = [
    ['anything that imports the app', 'imports only what its room may import', { 'aliyun/a.ts': "import '../app.ts'" }],
    [
      'anything that imports main',
      'imports only what its room may import',
      { 'app.ts': "import { a } from './main.ts'" },
    ],
    [
      'a schema that knows the sandbox',
      'imports only what its room may import',
      { 'schema/calls/a.ts': "import { seeded } from '../../sandbox/seed.ts'" },
    ],
    [
      'a sandbox that knows the schema, by type alone',
      'imports only what its room may import',
      { 'sandbox/a.ts': "import type { Binding } from '../schema/pools.ts'" },
    ],
    [
      'a server that loads the sandbox, however late',
      'imports only what its room may import',
      { 'server/a.ts': "const a = await import('../sandbox/sandbox.ts')" },
    ],
    [
      'an RPC client that has heard of a telephone',
      'imports only what its room may import',
      { 'aliyun/a.ts': "import type {\n  PhoneNumber,\n} from '../dypls/phone.ts'" },
    ],
    [
      'contract rows that re-export the client',
      'imports only what its room may import',
      { 'dypls/a.ts': "export { createClient } from '../aliyun/client.ts'" },
    ],
    [
      'an app that always loads the sandbox',
      'imports only what its room may import',
      { 'app.ts': "import { startSandbox } from './sandbox/sandbox.ts'" },
    ],
    [
      'a server that loads what it may only name',
      'imports only what its room may import',
      { 'server/a.ts': "import { createClient } from '../aliyun/client.ts'" },
    ],
    [
      'a new room that nobody drew',
      'imports only what its room may import',
      { 'billing/a.ts': "import '../config.ts'" },
    ],
    [
      'two modules that load each other',
      'loads nothing in a circle',
      { 'schema/a.ts': "import { b } from './b.ts'", 'schema/b.ts': "import { a } from './a.ts'" },
    ],
    [
      'undici outside the transport',
      'keeps every package in its one home',
      { 'aliyun/a.ts': "import { fetch } from 'undici'" },
    ],
    [
      'Yoga in the graph',
      'keeps every package in its one home',
      { 'graph/a.ts': "import type { Plugin } from 'graphql-yoga'" },
    ],
    [
      'Pothos in a chapter',
      'keeps every package in its one home',
      { 'schema/a.ts': "import type { ObjectRef } from '@pothos/core'" },
    ],
    [
      'a deep import of a package',
      'keeps every package in its one home',
      { 'schema/a.ts': "import { a } from 'pino/lib/a.js'" },
    ],
    [
      'signing by hand',
      'keeps every package in its one home',
      { 'schema/a.ts': "import { createHmac } from 'node:crypto'" },
    ],
    [
      'a package nobody housed',
      'keeps every package in its one home',
      { 'schema/a.ts': "import leftPad from 'left-pad'" },
    ],
    ['a late load', 'keeps every package in its one home', { 'schema/a.ts': "const { pino } = await import('pino')" }],
    ['a computed import', 'says in the open what it loads', { 'schema/a.ts': 'await import(name)' }],
    ['a require', 'says in the open what it loads', { 'schema/a.ts': "require('fs')" }],
    ...[
      'process.env.PORT',
      'Date.now()',
      'new Date()',
      'new Date',
      'performance.now()',
      'Math.random()',
      'crypto.randomUUID()',
      'setTimeout(act, 1)',
      'AbortSignal.timeout(1)',
      'console.log(1)',
      '`$' + '{Date.now()}`',
    ].map(
      (code) =>
        [
          code,
          'gets time, chance, timers and the environment handed in',
          { 'schema/a.ts': `const a = ${code}` },
        ] as const,
    ),
    ...[
      'utils.ts',
      'graph/helpers.ts',
      'common/a.ts',
      'shared/a.ts',
      'lib/a.ts',
      'services/a.ts',
      'dypls/types.ts',
      'date-utils.ts',
    ].map((path) => [path, 'is named after what it is about', { [path]: '' }] as const),
    ['export *', 'exports by name', { 'dypls/a.ts': "export * from './b.ts'" }],
    ['export type *', 'exports by name', { 'dypls/a.ts': "export type * as B from './b.ts'" }],
    ...['(a: any) => a', 'a as any', 'new Map<string, any>()', 'a satisfies any[]'].map(
      (code) => [code, 'knows its types', { 'dypls/a.ts': `const a = ${code}` }] as const,
    ),
  ]

  it.each(breaches)('%s', (_name, rule, made) => {
    expect(rules[rule](files(made))).toHaveLength(1)
  })

  it('nothing in comments, texts, dates with an argument or words that merely look like it', () => {
    const innocent = files({
      'graph/a.ts': [
        "// import '../sandbox/seed.ts' and Date.now() and any",
        '/** Never `setTimeout`; as any reader of process.env knows. export * is out. */',
        "const description = 'as any number; Math.random and import(x)'",
        'const later = new Date(now() + 1)',
        "const anyone: string = 'x'",
        'const fits = anyone === text',
        "import { explain } from '../dypls/rejections/catalogue.ts'",
      ].join('\n'),
    })
    expect(Object.values(rules).flatMap((rule: Rule) => rule(innocent))).toEqual([])
  })
})
