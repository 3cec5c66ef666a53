import { deepStrictEqual, match, strictEqual } from 'node:assert'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asked, told } from './embeddings.mjs'
import { freshFolder, run, serving } from './shop.mjs'

/** The command with the settings that expose it, and what its README promises to be there. */

export const settingTries = ({ unpacked }) => {
  const main = join(unpacked, 'dist/main.js')
  const command = (env) => serving(process.execPath, [main], { cwd: freshFolder(), env: { PORT: '0', ...env } })
  const ended = async (env) =>
    run(process.execPath, [main], { cwd: freshFolder(), env: { PORT: '0', ...env }, fails: true, ms: 20_000 })
  return [
    {
      name: 'what the README and docs link to is in the package',
      act: () => {
        const pages = [
          'README.md',
          'SECURITY.md',
          'examples/README.md',
          ...readdirSync(join(unpacked, 'docs'))
            .filter((name) => name.endsWith('.md'))
            .map((name) => `docs/${name}`),
        ]
        const dead = pages.flatMap((page) =>
          Array.from(
            readFileSync(join(unpacked, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
            ([, link]) => link,
          )
            .filter((link) => !existsSync(join(unpacked, dirname(page), link)))
            .map((link) => `${page}: ${link}`),
        )
        deepStrictEqual(dead, [])
      },
    },
    {
      name: 'the list of docs/exposing.md: keys, hosts, origins, no page',
      act: async () => {
        const folder = freshFolder()
        const file = join(folder, 'keys.json')
        const key = (
          await run(process.execPath, [
            main,
            'key',
            'create',
            '--name',
            'a',
            '--scope',
            'calls:read',
            '--all-pools',
            '--file',
            file,
          ])
        ).match(/dpk_\S+/)[0]
        const server = await command({
          NODE_ENV: 'production',
          DYPLS_UPSTREAM: 'sandbox',
          DYPLS_AUTH: 'keys',
          DYPLS_API_KEYS: file,
          DYPLS_HOSTS: '127.0.0.1',
          DYPLS_ORIGINS: 'https://page.example.com',
          DYPLS_METRICS_TOKEN: 'made-up-metrics-token',
          DYPLS_REF_KEY: 'made-up-ref-key-of-32-characters',
          DYPLS_AUDIT: join(folder, 'audit.jsonl'),
        })
        try {
          const url = `${server.url}/graphql`
          strictEqual((await fetch(url, asked())).status, 401)
          const authorization = `Bearer ${key}`
          const answer = await fetch(url, asked(undefined, { authorization, origin: 'https://page.example.com' }))
          strictEqual(answer.headers.get('access-control-allow-origin'), 'https://page.example.com')
          deepStrictEqual(await answer.json(), told)
          const refused = await fetch(url, asked(undefined, { origin: 'https://page.example.com' }))
          deepStrictEqual(
            [refused.status, refused.headers.get('access-control-allow-origin')],
            [401, 'https://page.example.com'],
          )
          strictEqual((await fetch(`${server.url}/metrics`)).status, 401)
        } finally {
          strictEqual(await server.close(), 0)
        }
      },
    },
    {
      name: 'a prefix that a proxy leaves, and one that it takes away',
      act: async () => {
        const server = await command({ DYPLS_PATH: '/phones' })
        try {
          for (const path of ['', '/phones']) {
            deepStrictEqual(await (await fetch(`${server.url}${path}/graphql`, asked())).json(), told)
            strictEqual((await fetch(`${server.url}${path}/livez`)).status, 200)
            strictEqual(
              (await fetch(`${server.url}${path}/`, { redirect: 'manual' })).headers.get('location'),
              'graphql',
            )
          }
        } finally {
          strictEqual(await server.close(), 0)
        }
      },
    },
    {
      name: 'bad settings end it with one clear sentence each',
      act: async () => {
        match(await ended({ DYPLS_ORIGINS: 'https://a.example.com/' }), /DYPLS_ORIGINS .*no slash at the end/)
        match(await ended({ DYPLS_ORIGINS: '*' }), /DYPLS_ORIGINS .*`\*` is not taken/)
        match(await ended({ DYPLS_PATH: 'phones/' }), /DYPLS_PATH must be a path such as \/phones/)
        match(
          await ended({ PERSISTED: 'only', PERSISTED_MANIFEST: 'none.json' }),
          /PERSISTED_MANIFEST: none\.json cannot be read/,
        )
      },
    },
  ]
}
