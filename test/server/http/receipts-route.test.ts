import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { after, now, soon } from '../../../src/ambient/ambient.ts'
import { createHttpServer, type HttpOptions, type HttpServer } from '../../../src/server/http/http.ts'
import type { Keep } from '../../../src/server/http/receipts-route.ts'
import { createLoadShed } from '../../../src/server/overload/load-shed.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { unavailable } from '../../../src/store/store.ts'
import { fakeClock } from '../../support/clock.ts'

const [secret, older] = ['a-secret-of-32-characters-or-more', 'the-one-before-it-of-32-characters']

let server: HttpServer | null = null
const logged: string[] = []
const kept: unknown[] = []
afterEach(async () => {
  await server?.close({ graceMs: 0 })
  server = null
  logged.length = 0
  kept.length = 0
})

const keep: Keep = {
  store: async (items) => void kept.push(...items),
  quarantine: async (items) => void kept.push(...items),
}

const start = async (where: Keep | null = keep, more: Partial<HttpOptions> = {}): Promise<string> => {
  server = createHttpServer({
    graphql: (_request, response) => void response.end('graph'),
    page: null,
    log: createLog('trace', { write: (line) => logged.push(line) }),
    upstream: () => ({}),
    loopbackOnly: false,
    shed: createLoadShed({ mostInFlight: 50 }),
    metrics: null,
    receipts: { secrets: [secret, older], keep: where },
    now,
    after,
    soon,
    ...more,
  })
  return server.listen(0, '127.0.0.1')
}

const push = (
  url: string,
  body: string,
  path = `/receipts/${secret}/SecretReport`,
  headers: Record<string, string> = {},
) => fetch(`${url}${path}`, { method: 'POST', headers, body })

describe('the push door', () => {
  it('keeps an array of receipts and says so as the platform expects it, whatever the headers call it', async () => {
    const url = await start()
    for (const type of ['application/json;charset=utf-8', 'text/plain', 'application/x-www-form-urlencoded']) {
      const response = await push(url, '[{"call_id":"1"},{"call_id":"2"}]', undefined, { 'content-type': type })
      expect([response.status, await response.json()]).toEqual([200, { code: 0, msg: 'OK' }])
      expect(response.headers.get('content-type')).toContain('application/json')
    }
    expect(kept).toHaveLength(6)
    expect(kept[0]).toEqual({ type: 'SecretReport', body: { call_id: '1' } })
  })

  it('answers only when all of it is kept', async () => {
    let [done, asked] = [(): void => {}, false]
    const store = () =>
      new Promise<void>((resolve) => {
        asked = true
        done = resolve
      })
    const url = await start({ ...keep, store })
    let answered = false
    const response = push(url, '[{}]').then((told) => {
      answered = true
      return told
    })
    await expect.poll(() => asked).toBe(true)
    expect(answered).toBe(false)
    done()
    expect((await response).status).toBe(200)
  })

  it('takes either of two secrets, while one takes over from the other', async () => {
    const url = await start()
    expect((await push(url, '[{}]', `/receipts/${older}/SecretReport`)).status).toBe(200)
    expect(kept).toHaveLength(1)
  })

  it('looks like any path that leads nowhere to who does not know the secret, and keeps nothing', async () => {
    const url = await start()
    const nowhere = await push(url, '[{}]', '/nowhere')
    const told = [nowhere.status, await nowhere.text(), [...nowhere.headers.keys()]]
    const wrong = [
      `/receipts/${secret}x/SecretReport`,
      `/receipts/${secret.slice(1)}/SecretReport`,
      '/receipts//SecretReport',
      '/receipts/',
      `/receipts/${secret}`,
      `/receipts/${secret}/`,
      `/receipts/${secret}/SecretReport/more`,
      `/receipts/${encodeURIComponent('__proto__')}/SecretReport`,
    ]
    for (const path of wrong) {
      const response = await push(url, '[{}]', path)
      expect([response.status, await response.text(), [...response.headers.keys()]], path).toEqual(told)
    }
    const get = await fetch(`${url}/receipts/${secret}/SecretReport`)
    expect(get.status).toBe(404)
    expect(kept).toEqual([])
  })

  it('is not there where no secret is set', async () => {
    const url = await start(keep, { receipts: null })
    expect((await push(url, '[{}]')).status).toBe(404)
  })

  it('quarantines whole, and acknowledges, what is no JSON array: a repeat would not mend it', async () => {
    const url = await start()
    for (const body of [
      '{"call_id":"1"}',
      'null',
      '"[]"',
      '[{"call_id":',
      '',
      '\u0000',
      '<html>',
      `${'['.repeat(500)}`,
    ]) {
      kept.length = 0
      const response = await push(url, body)
      expect([response.status, await response.json()], body).toEqual([200, { code: 0, msg: 'OK' }])
      expect(kept).toEqual([{ type: 'SecretReport', body, reason: expect.stringMatching(/^the body is/) }])
    }
  })

  it('takes 1 MB, of many receipts, and no more', async () => {
    const url = await start()
    const item = `{"call_id":"${'x'.repeat(80)}"}`
    const most = Math.floor((1_048_576 - 2) / (item.length + 1))
    expect((await push(url, `[${Array.from({ length: most }, () => item).join(',')}]`)).status).toBe(200)
    expect(kept).toHaveLength(most)
    expect((await push(url, `[${' '.repeat(1_048_576)}]`)).status).toBe(413)
    expect(kept).toHaveLength(most)
  })

  it('stops reading where more comes than 1 MB, without being told how much', async () => {
    const url = await start()
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
    })
    const request = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    const response = await fetch(`${url}/receipts/${secret}/SecretReport`, request).catch(() => null)
    expect(response?.status ?? 413).toBe(413)
    expect(kept).toEqual([])
  })

  it('asks for the body of who waits to be asked', async () => {
    const url = await start()
    const { port } = new URL(url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk
        if (heard.includes('100 Continue') && !heard.includes('200 OK')) socket.write('[{}]')
        if (heard.includes('"OK"')) {
          socket.destroy()
          resolve(heard)
        }
      })
      socket.write(
        `POST /receipts/${secret}/SecretReport HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n`,
      )
    })
    expect(answer).toContain('200 OK')
  })

  describe('when the store does not serve', () => {
    it('answers 503, never 200, and says nothing of why', async () => {
      const url = await start({
        store: () => Promise.reject(unavailable('the disk of the database is full')),
        quarantine: () => Promise.reject(unavailable('the disk of the database is full')),
      })
      for (const body of ['[{}]', 'junk']) {
        const response = await push(url, body)
        expect([response.status, await response.json()]).toEqual([503, { code: 503, msg: 'not stored: push it again' }])
      }
    })

    it('answers 503 before the platform gives up, and does not answer twice when it is stored later', async () => {
      const clock = fakeClock()
      let done = (): void => {}
      let asked = (): void => {}
      const wasAsked = new Promise<void>((resolve) => {
        asked = resolve
      })
      const store = () =>
        new Promise<void>((resolve) => {
          done = resolve
          asked()
        })
      const url = await start({ ...keep, store }, { after: (ms, act) => (ms === 600 ? clock.after : after)(ms, act) })
      const response = push(url, '[{}]')
      await wasAsked
      await clock.advance(600)
      expect((await response).status).toBe(503)
      done()
      expect((await push(url, 'junk')).status).toBe(200)
    })

    it('answers 503 where there is none, with one line for the operator', async () => {
      const url = await start(null)
      for (let n = 0; n < 3; n++) expect((await push(url, '[{}]')).status).toBe(503)
      expect(logged.filter((line) => line.includes('there is no store to keep them'))).toHaveLength(1)
    })
  })

  it('takes receipts where it has no room for look-ups', async () => {
    const shed = createLoadShed({ mostInFlight: 0 })
    const url = await start(keep, { shed })
    const question = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{a}"}' }
    expect((await fetch(`${url}/graphql`, question)).status).toBe(503)
    expect((await push(url, '[{}]')).status).toBe(200)
    expect(kept).toHaveLength(1)
  })

  it('never writes the secret to the log, whatever is asked and whatever goes wrong', async () => {
    const failing: Keep = {
      store: () => Promise.reject(new Error(`a bug at /receipts/${secret}/SecretReport`)),
      quarantine: async () => {},
    }
    const url = await start(failing)
    for (const path of [
      `/receipts/${secret}/SecretReport`,
      `/receipts/${secret}/`,
      `/receipts/${secret}x/A`,
      `/x/${older}`,
    ])
      await push(url, '[{}]', path).then((response) => response.text())
    await push(url, 'junk')
    await expect.poll(() => logged.filter((line) => line.includes('"request"')).length).toBe(5)
    expect(logged.join('')).not.toContain(secret)
    expect(logged.join('')).not.toContain(secret.slice(0, 12))
    expect(logged.join('')).toContain('a push could not be stored')
  })
})

it('tells of the store in the body of /readyz, which stays green', async () => {
  const url = await start(keep, { store: () => ({ state: 'failing', reason: 'the database is read only' }) })
  const response = await fetch(`${url}/readyz`)
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { status: 'ready', store: { state: 'failing', reason: 'the database is read only' } },
  ])
})
