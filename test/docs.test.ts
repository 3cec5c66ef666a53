import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

it('the table of waits names every code by which a request is held back', () => {
  const [, table = ''] =
    /## Where a request may wait[^\n]*\n([\s\S]*?)\n## /.exec(readFileSync('docs/operations.md', 'utf8')) ?? []
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join('src', path), 'utf8'))
  const codes = new Set(
    sources.flatMap((text) => [
      ...Array.from(text.matchAll(/\bwithheld\(\s*'([A-Z_]+)'/g), ([, code]) => code ?? ''),
      ...Array.from(text.matchAll(/\bbusy\('[^']*', '([A-Z_]+)'\)/g), ([, code]) => code ?? ''),
      ...Array.from(text.matchAll(/status: (?:429|503),\s*code: '([A-Z_]+)'/g), ([, code]) => code ?? ''),
    ]),
  )
  expect(codes.size).toBeGreaterThan(8)
  expect([...codes].filter((code) => !table.includes(`\`${code}\``))).toEqual([])
})
