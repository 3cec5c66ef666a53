import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../src/schema/examples.ts'
import { type Program, startProgram } from '../support/program.ts'

/** GraphiQL as a stranger sees it: a real Chromium that can reach nothing but loopback. */

const candidates = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executablePath = candidates.find((path) => path !== '' && existsSync(path))
if (!executablePath)
  console.warn('skipped: GraphiQL in a real browser (no Chromium here; set CHROMIUM_PATH or install Debian’s chromium)')

/** No sandbox of its own as root, no services of Google's, no name resolves. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

const notesViolations = `
  window.violations = []
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => window.violations.push(violatedDirective + ' ' + blockedURI))
`

const until = async <T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> => {
  const deadline = performance.now() + 15_000
  for (;;) {
    const value = await read()
    if (good(value) || performance.now() > deadline) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The code on the page is drawn with blanks that do not break. */
const answerOn = async (page: Page): Promise<string> =>
  ((await page.locator('.graphiql-response .view-lines').textContent()) ?? '').replaceAll('\u00a0', ' ')

/** Presses and waits. GraphiQL takes a moment after a change of tabs to see which operation is meant; people do, too. */
const answerAfter = (page: Page, press: () => Promise<void>): Promise<string> =>
  until(
    async () => {
      await press()
      return until(
        () => answerOn(page),
        (text) => text !== '',
      )
    },
    (text) => !text.includes('Cannot infer operation'),
  )

const tabsOn = (page: Page): Promise<string[]> => page.locator('.graphiql-tab-button').allInnerTexts()

const untilReady = (page: Page): Promise<void> =>
  page.locator('.graphiql-query-editor .view-line', { hasText: 'query CanBeCalled' }).waitFor()

const openTab = async (page: Page, name: string): Promise<void> => {
  const active = page.locator('.graphiql-tab-active', { hasText: name })
  await until(
    async () => {
      await page.getByRole('button', { name, exact: true }).click()
      return active.count()
    },
    (count) => count === 1,
  )
}

describe.skipIf(!executablePath)('GraphiQL, with the network off', () => {
  let program: Program
  beforeAll(async () => {
    program = await startProgram([process.execPath, 'dist/main.js'], { env: { PORT: '0', LOG_LEVEL: 'debug' } })
  })
  afterAll(() => program.stop('SIGTERM'))

  describe('at the first visit', () => {
    const asked: string[] = []
    const complaints: string[] = []
    const authorizations: (string | undefined)[] = []
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args })
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      await context.route(
        ({ hostname }) => hostname !== '127.0.0.1',
        (route) => route.abort(),
      )
      page = await context.newPage()
      await page.addInitScript({ content: notesViolations })
      page.on('request', (request) => {
        asked.push(request.url())
        if (request.method() === 'POST') authorizations.push(request.headers().authorization)
      })
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(program.url)
      await untilReady(page)
    }, 60_000)
    afterAll(() => browser.close())

    it('is what / leads to', () => {
      expect(page.url()).toBe(`${program.url}/graphql`)
    })

    it('greets with a tab for every example', async () => {
      const names = examples.map(({ query }) => /^(?:query|mutation) (\w+)/m.exec(query)?.[1])
      expect(await tabsOn(page)).toEqual(names)
    })

    it('runs the first one by Ctrl-Enter and shows the number to dial', async () => {
      await page.locator('.graphiql-query-editor').click()
      const answer = await answerAfter(page, () => page.keyboard.press('Control+Enter'))
      expect(answer).toContain('"status": "NORMAL"')
      expect(answer).toContain('"calledNo": "17000000001"')
    })

    it('runs the second one by its button and shows a temporary number', async () => {
      await openTab(page, 'ManyCallStatuses')
      const answer = await answerAfter(page, () => page.getByRole('button', { name: /^Execute query/ }).click())
      expect(answer).toContain('"status": "REASSIGNED"')
      expect(answer).toContain('"calledNo": "17000000091"')
    })

    it('runs the third one and explains a code in Chinese too', async () => {
      await openTab(page, 'ExplainCode')
      const answer = await answerAfter(page, () => page.getByRole('button', { name: /^Execute query/ }).click())
      expect(answer).toContain('"code": "isv.SUBS_NOT_EXIST"')
      expect(answer).toMatch(/"zh": "\p{Script=Han}/u)
    })

    it('sends the credential that is put into its tab of headers', async () => {
      await page.getByRole('button', { name: 'Headers', exact: true }).click()
      await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)').click()
      await page.keyboard.insertText('{"authorization": "Bearer made-up"}')
      await until(
        async () => {
          await page.getByRole('button', { name: /^Execute query/ }).click()
          return authorizations.at(-1)
        },
        (authorization) => authorization !== undefined,
      )
      expect(authorizations.at(-1)).toBe('Bearer made-up')
    })

    it('does nothing that its policy forbids', async () => {
      const response = await page.request.get(`${program.url}/graphql`, { headers: { accept: 'text/html' } })
      const policy = response.headers()['content-security-policy'] ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toMatch(/script-src (?:'sha256-[\w+/]+=*' ?)+;/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(await page.evaluate('violations')).toEqual([])
    })

    it('asks nobody but this server, and misses nothing', () => {
      const elsewhere = asked.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(`${program.url}/`))
      expect(asked).toContain(`${program.url}/graphql`)
      expect(elsewhere).toEqual([])
      expect(complaints).toEqual([])
    })

    it('runs no script that was put into it', async () => {
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('script'), { text: 'foreign = 1' }))`,
      )
      expect(await page.evaluate('typeof foreign')).toBe('undefined')
      expect(await page.evaluate('violations.length')).toBe(1)
    })
  })

  it('comes compressed, once, and is as it was after a reload', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'dypls-profile-'))
    const context = await chromium.launchPersistentContext(profile, { executablePath, args })
    try {
      const [page = await context.newPage()] = context.pages()
      const response = await page.goto(`${program.url}/graphql`)
      const headers = (await response?.allHeaders()) ?? {}
      expect(headers['content-encoding']).toBe('gzip')
      expect(Number(headers['content-length'])).toBeLessThan(3_000_000)
      await untilReady(page)
      const tabs = await tabsOn(page)

      // Chromium may still be writing 2 MB to its cache when the page already shows.
      const status = await until(
        async () => {
          await page.reload()
          await untilReady(page)
          const visits = program.printed().matchAll(/"method":"GET","path":"\/graphql","status":(\d+)/g)
          return Array.from(visits, ([, code]) => code).at(-1)
        },
        (code) => code === '304',
      )
      expect(status).toBe('304')
      expect(await tabsOn(page)).toEqual(tabs)
    } finally {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    }
  }, 60_000)
})
