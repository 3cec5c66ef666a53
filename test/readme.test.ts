import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { credentialSettings, settings } from '../src/config/settings.ts'
import { operations } from '../src/dypls/operations.ts'
import { support } from '../src/schema/support/support.ts'

/** The README's tables are made from the code; `npm run docs` writes them, this test holds them. */
const file = new URL('../README.md', import.meta.url)
const readme = readFileSync(file, 'utf8')
const writing = process.env.UPDATE_README === '1'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string): string => (/^[\w:/.-]+$/.test(text) ? `\`${text}\`` : text)

const settingsTable = (): string =>
  table(
    ['variable', 'flag', 'default', 'meaning'],
    [
      ...Object.values(settings).map(({ env, flag, fallback, means }) => [
        `\`${env}\``,
        flag === null ? '' : `\`--${flag}\``,
        code(fallback),
        means,
      ]),
      ...Object.entries(credentialSettings).map(([env, means]) => [`\`${env}\``, '', '', means]),
    ],
  )

const operationsTable = (): string =>
  table(
    ['operation', 'in the graph', 'sandbox'],
    (Object.keys(operations) as (keyof typeof operations)[]).map((name) => {
      const { field, sandbox } = support[name]
      const fields = field.split(', ').map((one) => `\`${one}\``)
      return [`\`${operations[name].action}\``, fields.join(', '), sandbox]
    }),
  )

const block = (name: string): RegExp => new RegExp(`(<!-- ${name}:[^>]*-->\n)([\\s\\S]*?)(\n?<!-- /${name} -->)`)

const parts = { settings: settingsTable, operations: operationsTable }

it.each(Object.entries(parts))('has the %s as they are in the code', (name, make) => {
  if (writing)
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        block(name),
        (_all, start, _old, end: string) => `${start}${make()}\n${end.trimStart()}`,
      ),
    )
  const held = block(name).exec(writing ? readFileSync(file, 'utf8') : readme)?.[2]
  expect(held, 'the README is out of date: run `npm run docs`').toBe(make())
})

it('shares with SECURITY.md that every file named as a proof is there', () => {
  const text = readFileSync(new URL('../SECURITY.md', import.meta.url), 'utf8')
  const named = Array.from(text.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g), ([, path = '']) => path)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([])
})
