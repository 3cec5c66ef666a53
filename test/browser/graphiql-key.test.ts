import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, startProgram } from '../support/program.ts'

/** GraphiQL of a server that wants a key: the page says where it goes, and keeps it nowhere. */

const executablePath = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== '' && existsSync(path),
)
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

const textIn = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(`${selector} .view-lines`).first().textContent()) ?? '').replaceAll('\u00a0', ' ')

describe.skipIf(!executablePath)('GraphiQL, with keys on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dypls-graphiql-key-'))
  let program: Program
  let key: string
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const file = join(folder, 'keys.json')
    const create = ['dist/main.js', 'key', 'create', '--name', 'me', '--scope', 'calls:read', '--scope', 'introspect']
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    key = execFileSync(process.execPath, [...create, '--all-pools', '--file', file], {
      encoding: 'utf8',
      stdio: [...stdio],
    }).trim()
    program = await startProgram([process.execPath, 'dist/main.js'], {
      env: { PORT: '0', DYPLS_AUTH: 'keys', DYPLS_API_KEYS: file },
    })
    browser = await chromium.launch({ executablePath, args })
    page = await browser.newPage()
    await page.goto(`${program.url}/graphql`)
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query CanBeCalled' }).waitFor()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await program.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  const headers = '.graphiql-editor-tool .graphiql-editor:not(.hidden)'
  const stored = (): Promise<string> =>
    page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])')

  it('says in one sentence where the key goes, and has a place for it', async () => {
    expect(await textIn(page, '.graphiql-query-editor')).toContain('put it in place of YOUR_KEY')
    expect(await textIn(page, headers)).toContain('"authorization": "Bearer YOUR_KEY"')
  })

  it('answers with the key, and never writes it anywhere', async () => {
    await page.locator(headers).click()
    await page.keyboard.press('Control+A')
    // As a person would: over the whole template.
    await page.keyboard.press('Delete')
    await page.keyboard.insertText(`{"authorization": "Bearer ${key}"}`)
    expect((await textIn(page, headers)).trim()).toBe(`{"authorization": "Bearer ${key}"}`)
    await page.locator('.graphiql-query-editor').click()
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+Enter')
          return textIn(page, '.graphiql-response')
        },
        { timeout: 15_000, interval: 500 },
      )
      .toContain('"calledNo": "17000000001"')
    // The page writes what it keeps a moment after it changed.
    await page.waitForTimeout(1_000)
    expect(await stored()).not.toContain(key)
    expect(await stored()).toContain('CanBeCalled')
    await page.reload()
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query CanBeCalled' }).waitFor()
    expect(await textIn(page, headers)).not.toContain(key)
    expect(await stored()).not.toContain(key)
  })
})
