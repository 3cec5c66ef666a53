import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { esmExternalRequirePlugin } from 'rolldown/plugins'

/**
 * Two bundles, so that users install nothing but this package and `graphql`: a tree of some 100 packages is what package
 * managers warn about and refuse, and as a thousand modules it takes twice the time to start (measured on Node 20,
 * 2026-11-28).
 *
 * - the command (`dist/main.js`, `dist/command/`) has its own graphql and needs nothing at all;
 * - the library (`dist/library/`) takes the `graphql` of the project it is in: there may be only one in a process.
 *
 * What stands under `dependencies` in package.json is installed and stays outside; all else goes in.
 */
const { dependencies = {}, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** What is looked for where the package is installed. prom-client would need the API package for one figure of spans. */
const outside = [...Object.keys(dependencies), ...Object.keys(peerDependencies).filter((name) => name !== 'graphql')]
// `debug` does without supports-color, and takes any that is there.
const external = (id, importer) =>
  !importer?.includes('/prom-client/') &&
  [...outside, 'supports-color'].some((name) => id === name || id.startsWith(`${name}/`))

/** 9 MB of page, wanted by few: kept once, for both bundles. */
const graphiql = {
  name: 'graphiql',
  resolveId: (id) => (id === '@graphql-yoga/render-graphiql' ? { id: '../graphiql.js', external: true } : null),
}

/** It asks for the active span, of which there is none without the package. */
const withoutSpans = {
  name: 'without spans',
  resolveId: (id, importer) =>
    id === '@opentelemetry/api' && importer?.includes('/prom-client/') ? '\0without-spans' : null,
  load: (id) =>
    id === '\0without-spans'
      ? 'module.exports = { trace: { getSpan: () => undefined }, context: { active: () => undefined } }'
      : null,
}

export default [
  {
    input: 'dist/main.js',
    platform: 'node',
    external,
    output: { dir: 'dist', chunkFileNames: 'command/[name]-[hash].js' },
    plugins: [withoutSpans, graphiql, licences('command/LICENSES.txt')],
  },
  {
    input: { index: 'dist/index.js', schema: 'dist/schema/schema.js', sandbox: 'dist/sandbox/sandbox.js' },
    platform: 'node',
    external,
    output: { dir: 'dist/library', chunkFileNames: '[name]-[hash].js' },
    plugins: [
      withoutSpans,
      graphiql,
      licences('LICENSES.txt'),
      // As an import also where a bundled package requires it: otherwise bundlers of applications load it twice.
      esmExternalRequirePlugin({ external: [/^graphql(?:$|\/)/] }),
    ],
  },
  { input: '@graphql-yoga/render-graphiql', platform: 'node', output: { file: 'dist/graphiql.js' } },
]

/** Who gives away a copy of a package gives away its licence. */
function licences(fileName) {
  const packageOf = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/
  const textOf = (folder) => {
    const name = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
    const { name: title, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return `${title} ${version} (${license})\n\n${name ? readFileSync(join(folder, name), 'utf8').trim() : ''}\n`
  }
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
      const folders = new Set(modules.flatMap((id) => packageOf.exec(id)?.[0] ?? []))
      const texts = [...folders].filter((folder) => existsSync(join(folder, 'package.json'))).map(textOf)
      this.emitFile({ type: 'asset', fileName, source: texts.sort().join(`\n${'-'.repeat(80)}\n\n`) })
    },
  }
}
