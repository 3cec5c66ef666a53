import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The command (`dist/main.js`) in few files: as a thousand modules it takes twice the time to start and 20 MB more
 * (measured on Node 20, 2026-11-25). The library (`dist/index.js` …) stays as it was compiled.
 */
export default {
  input: 'dist/main.js',
  platform: 'node',
  // Large, and loaded when they are wanted, if ever.
  external: ['@alicloud/credentials', '@graphql-yoga/render-graphiql'],
  output: { dir: 'dist', chunkFileNames: 'command/[name]-[hash].js' },
  plugins: [licences('command/LICENSES.txt')],
}

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
