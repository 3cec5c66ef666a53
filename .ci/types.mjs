// Copies the declarations that users can reach into dist/types, and fails when one of them needs a package that users do
// not have. Side effects and references are left out: they load types of packages that are in the bundle.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const entries = ['index.d.ts', 'schema/schema.d.ts', 'sandbox/sandbox.d.ts']
const theirs = /^(?:graphql|node:.+)$/
const copied = new Set()

const copy = (path) => {
  if (copied.has(path)) return
  copied.add(path)
  const text = readFileSync(join('dist', path), 'utf8')
    .replace(/^import '[^']+';\n/gm, '')
    .replace(/^\/\/\/ <reference types="[^"]+"[^>]*>\n/gm, '')
    .replace(/((?:from|import\() ?')(\.[^']+)\.ts'/g, "$1$2.js'")
  for (const [, specifier] of text.matchAll(/(?:\bfrom|\bimport\() ?'([^']+)'/g)) {
    if (specifier.startsWith('.')) copy(join(dirname(path), specifier.replace(/\.js$/, '.d.ts')))
    else if (!theirs.test(specifier))
      throw new Error(`${path}: users of the package have no types of ${specifier}; say what is used of it instead`)
  }
  const target = join('dist/types', path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
}

for (const entry of entries) copy(relative('.', entry))
