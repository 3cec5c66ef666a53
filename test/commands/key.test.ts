import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createKey, listKeys, revokeKey } from '../../src/commands/key.ts'
import { aKey, fileOf, openDoor, outcomeOf, tempFile } from '../server/admission/admissions.ts'

/** The built command line, as a user runs it: `npm test` builds first. */
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [main, 'key', ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', (code) => resolve({ code, out, err }))
  })

/** The same without a process of its own. */
const collected = async (command: (terminal: Parameters<typeof listKeys>[1]) => Promise<number>): Promise<Ended> => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await command({ out: (line) => out.push(line), tell: (line) => err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const create = (options: Partial<Parameters<typeof createKey>[0]>): Promise<Ended> =>
  collected((terminal) => createKey({ name: 'dashboard', scope: ['calls:read'], pool: [], ...options }, terminal))
const list = (file?: string): Promise<Ended> => collected((terminal) => listKeys({ file }, terminal))
const revoke = (id: string, file?: string): Promise<Ended> => collected((terminal) => revokeKey(id, { file }, terminal))

const idOf = ({ out }: Ended): string => out.split('_')[1] ?? ''

describe('dypls-graphql key', () => {
  it('makes a key that a server takes, prints it alone and once, and takes it away again', async () => {
    const file = tempFile()
    const made = await run(
      'create --name dashboard --scope calls:read --scope bindings:read,numbers:read --pool FC1 --expires 90d'.split(
        ' ',
      ),
      { DYPLS_API_KEYS: file },
    )
    expect(made.out).toMatch(/^dpk_[a-z2-7]{12}_[\w-]{43}\n$/)
    expect(made.err).toContain('shown this once')
    expect(made.err).not.toContain(made.out.trim().slice(-43))
    expect(made.code).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(made.out.trim().slice(-43))

    const { admit } = await openDoor({ keys: { file } }, { now: Date.now })
    expect(await outcomeOf(admit(`Bearer ${made.out.trim()}`))).toEqual({
      id: idOf(made),
      scopes: new Set(['calls:read', 'bindings:read', 'numbers:read']),
      pools: new Set(['FC1']),
    })

    const listed = await run(['list', '--file', file])
    expect(listed.out).toMatch(
      new RegExp(`^id .*\\n${idOf(made)}  dashboard  live .* FC1 +calls:read,bindings:read,numbers:read\\n$`),
    )
    const { hmacKey, keys } = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof fileOf>
    for (const secret of [hmacKey, keys[0]?.hash ?? '?'])
      expect(listed.out + listed.err + made.err).not.toContain(secret)

    const revoked = await run(['revoke', idOf(made)], { DYPLS_API_KEYS: file })
    expect(revoked).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining(`revoked ${idOf(made)} (dashboard)`),
    })
    expect((await list(file)).out).not.toContain(idOf(made))
  })

  it('is told by commander what it must have', async () => {
    expect(await run(['create'])).toMatchObject({
      code: 1,
      err: expect.stringContaining("'--name <name>' not specified"),
    })
    expect((await run(['--help'])).out).toMatch(/create[\s\S]*list[\s\S]*revoke/)
  })
})

describe('creating a key', () => {
  it('gives no pools unless they are named, and says so', async () => {
    const file = tempFile()
    const made = await create({ file })
    expect(made.err).toContain('none: it reaches nothing that belongs to a pool')
    expect(made.err).toContain('never')
    expect((await create({ file, allPools: true, expires: '2999-01-01' })).err).toMatch(/all\n.*2999-01-01T00:00/)
    expect(JSON.parse(readFileSync(file, 'utf8')).keys).toMatchObject([{ pools: [] }, { pools: 'all' }])
  })

  it('lets two live keys share a name, and says which to revoke before a third', async () => {
    const file = tempFile()
    const [first, second] = [await create({ file }), await create({ file })]
    const third = await create({ file })
    expect(third).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`\`key revoke ${idOf(first)}\``) })
    expect((await create({ file, name: 'another' })).code).toBe(0)
    await revoke(idOf(first), file)
    expect((await create({ file })).code).toBe(0)
    expect((await list(file)).out).toContain(idOf(second))
  })

  it('does not count a key that has expired', async () => {
    const expired = aKey({ expiresAt: '2026-02-01T00:00:00Z' })
    const file = tempFile(JSON.stringify(fileOf(expired, aKey())))
    expect((await create({ file })).code).toBe(0)
    expect((await list(file)).out).toMatch(new RegExp(`${expired.stored.id}.* expired `))
  })

  it.each([
    ['an unknown scope', { scope: ['calls:reed'] }, 'there are calls:read, calls:unmask, bindings:read'],
    ['no scope', { scope: [] }, '--scope must be'],
    ['no name', { name: '' }, '--name must be'],
    ['a name with a line break', { name: 'a\nb' }, '--name must be'],
    ['an empty pool', { pool: [''] }, '--pool must be'],
    ['a pool called all', { pool: ['all'] }, 'say --all-pools'],
    ['some pools and all', { pool: ['FC1'], allPools: true }, 'exclude each other'],
    ['a time without a unit', { expires: '90' }, '--expires must be a time from now such as 90d'],
    ['no time', { expires: '0d' }, '--expires must be in the future'],
    ['a day that is over', { expires: '2020-01-01' }, '--expires must be in the future'],
    ['a day of no calendar', { expires: '2999-02-30' }, '--expires must be a time from now such as 90d'],
    ['no file', { file: undefined }, 'say where the keys are kept'],
    ['keys in the environment', { file: '{"hmacKey":"made-up"}' }, 'holds the keys themselves'],
    ['a folder that is not there', { file: '/nowhere/keys.json' }, '/nowhere/keys.json is not there'],
  ])('refuses %s and prints no key', async (_what, options, told) => {
    const ended = await create({ file: tempFile(), ...options })
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining(told) })
    expect(ended.err).not.toContain('made-up')
  })

  it('tells every fault at once', async () => {
    expect((await create({ scope: ['x'], name: '', expires: 'soon' })).err.split('\n')).toHaveLength(3)
  })

  it('touches no file that is bad or is a folder', async () => {
    const bad = tempFile('{"keys": "made-up"}')
    expect((await create({ file: bad })).err).toContain('keys must be a list')
    expect(readFileSync(bad, 'utf8')).toBe('{"keys": "made-up"}')
    const folder = join(dirname(tempFile()), 'folder')
    mkdirSync(folder)
    expect((await create({ file: folder })).err).toContain('is a folder')
  })
})

describe('revoking a key', () => {
  it('takes the whole key for its id, and repeats no secret', async () => {
    const key = aKey()
    const file = tempFile(JSON.stringify(fileOf(key)))
    const ended = await revoke(key.text, file)
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining(key.stored.id) })
    expect(ended.err).not.toContain(key.text.slice(-43))
  })

  it('says when there is no such key', async () => {
    const file = tempFile(JSON.stringify(fileOf(aKey())))
    expect(await revoke('aaaaaaaaaaaa', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no key aaaaaaaaaaaa'),
    })
    expect((await revoke('made-up', file)).err).not.toContain('made-up')
    writeFileSync(file, '')
    expect((await list(file)).code).toBe(1)
  })
})
