import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, seeded, startSandbox } from '../../src/sandbox/sandbox.ts'
import { startGraph } from '../support/graph.ts'
import { send, signed } from './asking.ts'

/** A page in a browser of this machine that is not of this machine: by its own name, or by one that it bent to 127.0.0.1. */

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const port = (): string => new URL(sandbox.url).port
/** As a browser would send them. */
const pages: readonly [string, () => Record<string, string>][] = [
  ['of a rebound name', () => ({ host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` })],
  ['of a rebound name that reads', () => ({ host: `evil.example:${port()}`, 'sec-fetch-site': 'same-origin' })],
  ['of a rebound name that looks local', () => ({ host: `127.0.0.1.evil.example:${port()}` })],
  ['of a rebound name that begins locally', () => ({ host: `localhost.evil.example:${port()}` })],
  ['of a name with an end of its own', () => ({ host: `localhost.:${port()}` })],
  ['of this network', () => ({ host: `192.168.1.5:${port()}` })],
  ['of another site', () => ({ origin: 'https://evil.example' })],
  ['of another site, framed', () => ({ origin: 'null' })],
  ['whose user is called localhost', () => ({ origin: 'http://localhost@evil.example' })],
  ['of two origins', () => ({ origin: 'http://localhost, https://evil.example' })],
]
const forms = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/json']
const doors: readonly [string, string, string | null][] = [
  ['GET', '', null],
  ['POST', '/mischief', '{"kind":"empty"}'],
  ['DELETE', '/mischief', null],
  ['POST', '/clock', '{"advanceMs":86400000}'],
  ['POST', '/reset', null],
]

describe('the admin door is closed to a page', () => {
  it.each(pages)('%s, whatever it asks in whatever form', async (_whose, headersOf) => {
    sandbox.world.addPool('FC9', 'AXB')
    for (const [method, path, body] of doors)
      for (const type of forms) {
        const headers = { ...headersOf(), 'content-type': type }
        const heard = await send(sandbox.url, { method, path: `/_sandbox${path}`, headers, body })
        expect([method, path, type, heard.status]).toEqual([method, path, type, 403])
        expect(heard.text).not.toContain(sandbox.accessKey.accessKeySecret)
        expect(heard.headers['access-control-allow-origin']).toBeUndefined()
      }
    expect(sandbox.world.pools.has('FC9')).toBe(true)
    expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(5_000)
    const { body } = await send(sandbox.url, { method: 'GET', path: '/_sandbox' })
    expect(body.mischief).toMatchObject({ active: [] })
  })

  it('of another site, in the sandbox that a server brings with it too', async () => {
    const server = await startGraph()
    try {
      const headers = { host: 'evil.example' }
      const heard = await send(server.sandbox.url, { method: 'POST', path: '/_sandbox/reset', headers })
      expect(heard.status).toBe(403)
    } finally {
      await server.close()
    }
  })

  it('that asks first: no preflight is answered with leave', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' }
    const heard = await send(sandbox.url, { method: 'OPTIONS', path: '/_sandbox/mischief', headers })
    expect(heard.status).toBe(403)
    expect(Object.keys(heard.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the imitated service', () => {
  const { poolKey, normal } = seeded
  const unbind = { poolKey, ...normal }
  const call = () =>
    signed(sandbox, {
      action: 'UnbindSubscription',
      params: { PoolKey: unbind.poolKey, SubsId: unbind.subsId, SecretNo: unbind.numberX },
    })

  it.each([
    ['by a form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['by a picture', { 'sec-fetch-site': 'cross-site' }],
    ['from a frame', { origin: 'null' }],
  ])('takes no call of a foreign page that signs with the made-up key, %s', async (_how, headers) => {
    const request = call()
    const heard = await send(sandbox.url, { ...request, headers: { ...request.headers, ...headers } })
    expect(heard.body.Code).not.toBe('OK')
    expect(sandbox.world.bindings.has(unbind.subsId)).toBe(true)
  })

  it('takes the calls of programs and of local pages', async () => {
    const local: Record<string, string> = { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }
    for (const headers of [{}, local]) {
      const request = call()
      const heard = await send(sandbox.url, { ...request, headers: { ...request.headers, ...headers } })
      expect(heard.body.Code).toBe('OK')
      sandbox.reset()
    }
  })
})

const executablePath = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== '' && existsSync(path),
)
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']
const resolves = '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'

describe.skipIf(!executablePath)('in a real browser', () => {
  it('a page of a rebound name, and one of another site, changes and reads nothing', async () => {
    const elsewhere = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>a page'),
    )
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port: evilPort } = elsewhere.address() as AddressInfo
    const browser = await chromium.launch({ executablePath, args: [...args, resolves] })
    try {
      const page = await browser.newPage()
      sandbox.world.addPool('FC9', 'AXB')
      // The name resolves to the sandbox now: to the browser this is the page's own server.
      const rebound = await page.goto(`http://evil.example:${port()}/_sandbox`)
      expect(rebound?.status()).toBe(403)
      const own = await page.evaluate(async () => (await fetch('/_sandbox/reset', { method: 'POST' })).status)
      expect(own).toBe(403)

      await page.goto(`http://evil.example:${evilPort}/`)
      const seen: number[] = []
      page.on('response', (response) => seen.push(response.status()))
      const answers = await page.evaluate(async (url) => {
        const opaque = await fetch(`${url}/_sandbox/reset`, { method: 'POST', mode: 'no-cors', body: '{}' })
        const read = await fetch(`${url}/_sandbox`).then(
          () => 'read',
          () => 'not read',
        )
        return [opaque.type, read]
      }, sandbox.url)
      expect(answers).toEqual(['opaque', 'not read'])
      await page.setContent(
        `<form method="post" enctype="text/plain" action="${sandbox.url}/_sandbox/mischief"><input name='{"kind":"empty","x":"' value='"}'></form>`,
      )
      await Promise.all([page.waitForNavigation(), page.evaluate(() => document.forms[0]?.submit())])
      expect(seen.at(-1)).toBe(403)
      expect(new Set(seen)).toEqual(new Set([403]))
      expect(sandbox.world.pools.has('FC9')).toBe(true)
    } finally {
      await browser.close()
      elsewhere.close()
    }
  })
})
