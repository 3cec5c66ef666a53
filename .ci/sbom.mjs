// The bill of materials of what users get, as CycloneDX on standard output. Offline: it reads the lockfile only.
// Not `npm sbom --omit dev`: what is bundled is a development package to npm.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const { bundled, dependencies: installed = {}, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Where a package that stands at `from` finds another. */
const found = (name, from) => {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[path]) return path
    if (folder === '') return null
  }
}

const shipped = new Set()
const ship = (name, from) => {
  const path = found(name, from)
  if (path === null) return
  const {
    version,
    dependencies = {},
    optionalDependencies: optional = {},
    peerDependencies: peers = {},
  } = packages[path]
  const known = shipped.has(`${name}@${version}`)
  shipped.add(`${name}@${version}`)
  if (!known) for (const each of Object.keys({ ...dependencies, ...optional, ...peers })) ship(each, path)
}
// @alicloud/credentials 2.4.7 requires `debug` and does not say so.
for (const name of [...bundled, 'debug', ...Object.keys({ ...installed, ...peerDependencies })]) ship(name, '')

const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline']
const bom = JSON.parse(execFileSync('npm', command, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))

const nameOf = ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`
const components = bom.components.filter((component) => shipped.has(nameOf(component)))
const refs = new Set([bom.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])])
const dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }))

process.stdout.write(`${JSON.stringify({ ...bom, components, dependencies }, null, 2)}\n`)
