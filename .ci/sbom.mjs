// The bill of materials of what users install, as CycloneDX on standard output. Offline: it reads the lockfile only.
// Not `npm sbom --omit dev`: npm 11 leaves out whatever a development package needs too, graphql among it (2026-11-25).
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const shipped = new Set(
  Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`),
)
const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline']
const bom = JSON.parse(execFileSync('npm', command, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))

const nameOf = ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`
const components = bom.components.filter((component) => shipped.has(nameOf(component)))
const refs = new Set([bom.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])])
const dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }))

process.stdout.write(`${JSON.stringify({ ...bom, components, dependencies }, null, 2)}\n`)
