import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Pages that lead a reader into the sources; a path that is not there any more leads nowhere. */
const pages = [
  'docs/architecture.md',
  'docs/memory.md',
  'docs/operations.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'README.md',
]

it.each(pages)('%s names only files and folders that exist', (page) => {
  const named = [...readFileSync(page, 'utf8').matchAll(/`((?:src|test|docs|bench|examples)\/[\w./-]*)`/g)].map(
    ([, path]) => path ?? '',
  )
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

it('the picture of the house names many of them', () => {
  expect([...readFileSync('docs/architecture.md', 'utf8').matchAll(/`src\//g)].length).toBeGreaterThan(20)
})
