import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sandboxAccessKey, startSandbox } from '../src/sandbox/sandbox.ts'
import { listen } from './support/graph.ts'

/** The built command line, as a user runs it: `npm test` builds first. */
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

const launch = (args: readonly string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return { child, ended, banner: () => err }
}

const run = (args: readonly string[], env?: Record<string, string>): Promise<Ended> => launch(args, env).ended

const listening = async (banner: () => string): Promise<string> => {
  await expect.poll(banner, { timeout: 10_000 }).toMatch(/listening/)
  return /listening\s+(\S+)/.exec(banner())?.[1] ?? ''
}

describe('the command line', () => {
  it('serves the sandbox without any setting, and its banner’s own query has a true answer', async () => {
    const { child, ended, banner } = launch([], { PORT: '0' })
    const url = await listening(banner)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const body = /-d '(.+)'/.exec(banner())?.[1] ?? ''
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(await response.json()).toEqual({
      data: {
        callStatus: {
          __typename: 'CallStatus',
          status: 'NORMAL',
          calledNo: '17000000001',
          advice: 'DIAL_CALLED_NO',
        },
      },
    })
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, err: expect.stringContaining('stopping') })
  })

  it('stops on SIGTERM too', async () => {
    const { child, ended, banner } = launch([], { PORT: '0' })
    await listening(banner)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('names every bad setting, flags included, and exits with 78', async () => {
    const { code, err } = await run(['--timeout-ms', 'soon'], { PORT: 'x', DYPLS_SIGNATURE: 'v9' })
    expect(code).toBe(78)
    for (const name of ['PORT', 'DYPLS_SIGNATURE', 'DYPLS_TIMEOUT_MS']) expect(err).toContain(name)
    expect(err).not.toContain('    at ')
  })

  it('refuses to start in production without credentials and says what to set', async () => {
    const { code, err } = await run([], { NODE_ENV: 'production' })
    expect(code).toBe(78)
    expect(err).toContain('ALIBABA_CLOUD_ACCESS_KEY_ID')
  })

  it('says in one line that the port is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
    })
    const { code, err } = await run([], { PORT: String(port) })
    expect(code).toBe(1)
    expect(err.trim()).toBe(`port ${port} on 127.0.0.1 is already in use: set PORT or --port`)
    await new Promise((resolve) => taken.close(resolve))
  })

  it('makes calls in the sandbox by itself, and refuses to push off this machine', async () => {
    const { child, ended, banner } = launch(['sandbox', '--port', '0', '--traffic', '6000'], {})
    await expect.poll(banner, { timeout: 10_000 }).toMatch(/DYPLS_ENDPOINT=/)
    const url = /sandbox \S+ at (\S+)/.exec(banner())?.[1]
    const waiting = async () => {
      const { queues } = (await (await fetch(`${url}/_sandbox/receipts`)).json()) as { queues: Record<string, number> }
      return queues['Alicom-Queue-1000000000000001-SecretStartReport'] ?? 0
    }
    await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0)
    child.kill('SIGTERM')
    await ended
    const { code, err } = await run(['sandbox', '--port', '0', '--push', 'https://example.com/'])
    expect({ code, err }).toEqual({
      code: 78,
      err: 'the receipts: pushUrl must be null or an http URL of this machine, such as http://127.0.0.1:4000/receipts/secret\n',
    })
  })

  it('runs the sandbox alone and tells its address and key', async () => {
    const { child, ended, banner } = launch(['sandbox', '--port', '0'], { PORT: '4971' })
    await expect.poll(banner, { timeout: 10_000 }).toMatch(/DYPLS_ENDPOINT=/)
    const url = /sandbox \S+ at (\S+)/.exec(banner())?.[1]
    expect(url).not.toMatch(/:(4010|4971)$/)
    expect((await fetch(`${url}/_sandbox`)).status).toBe(200)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })

  it('prints help, version and the graph', async () => {
    expect((await run(['--help'])).out).toMatch(/--endpoint[\s\S]*sandbox[\s\S]*doctor/)
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect((await run(['schema'])).out).toContain('union CallStatusResult')
    expect((await run(['--prot', '1'])).err).toContain('Did you mean --port?')
  })
})

describe('the doctor', () => {
  const keys = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: sandboxAccessKey.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandboxAccessKey.accessKeySecret,
  }

  it.each(['v1', 'v3'])('finds nothing wrong with a healthy set-up signing %s', async (version) => {
    const sandbox = await startSandbox()
    const { code, out } = await run(['doctor'], { ...keys, DYPLS_ENDPOINT: sandbox.url, DYPLS_SIGNATURE: version })
    await sandbox.close()
    expect(out).not.toContain('FAIL')
    expect(code).toBe(0)
  })

  it.each(['v1', 'v3'])('tells a wrong secret from a changed request, signing %s', async (version) => {
    const sandbox = await startSandbox()
    const env = { ...keys, DYPLS_ENDPOINT: sandbox.url, DYPLS_SIGNATURE: version }
    const { code, out } = await run(['doctor'], { ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'not-the-secret' })
    await sandbox.close()
    expect(code).toBe(1)
    expect(out).toContain('the secret does not belong to this access key id')
    expect(out).not.toContain('not-the-secret')
  })

  it('names the first difference when something on the way changed the request', async () => {
    const sandbox = await startSandbox()
    const meddler = await listen((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        const body = Buffer.concat(chunks).toString().replace('SubsId=0', 'SubsId=1')
        const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
        const answer = await fetch(`${sandbox.url}${request.url}`, {
          method: 'POST',
          headers: headers as Record<string, string>,
          body,
        })
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      })
    })
    const { code, out } = await run(['doctor'], { ...keys, DYPLS_ENDPOINT: meddler.url, DYPLS_SIGNATURE: 'v1' })
    await meddler.close()
    await sandbox.close()
    expect(code).toBe(1)
    expect(out).toContain('First difference, parameter SubsId: we signed "SubsId%3D0", the gateway "SubsId%3D1"')
  })

  it('sees a clock that is far off', async () => {
    const sandbox = await startSandbox()
    sandbox.clock.advance(-600_000)
    const { code, out } = await run(['doctor'], { ...keys, DYPLS_ENDPOINT: sandbox.url })
    await sandbox.close()
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL {2}clock +\d+ s ahead/)
  })

  it.each([
    [1, 0, /^ok {4}served .*once and then did/m],
    [2, 0, /^ok {4}served .*twice and then did/m],
    [3, 1, /^FAIL {2}served .*3 times in a row.*single probes/m],
  ])(
    'believes that the operation is not served after three answers in a row, not after %i',
    async (times, ends, told) => {
      const sandbox = await startSandbox()
      sandbox.mischief({ kind: 'answer', code: 'InvalidAction.NotFound', status: 404, times })
      const { code, out } = await run(['doctor'], { ...keys, DYPLS_ENDPOINT: sandbox.url })
      const asked = sandbox.journal.length
      await sandbox.close()
      expect(out).toMatch(told)
      expect([code, asked]).toEqual([ends, Math.min(3, times + 1)])
    },
  )

  it('names an endpoint that does not answer', async () => {
    const { code, out } = await run(['doctor'], { ...keys, DYPLS_ENDPOINT: 'http://127.0.0.1:1' })
    expect(code).toBe(1)
    expect(out).toContain('refused the connection')
  })

  it('complains of settings like the server does', async () => {
    const { code, out } = await run(['doctor'], { DYPLS_TIMEOUT_MS: '1' })
    expect(code).toBe(78)
    expect(out).toContain('DYPLS_TIMEOUT_MS')
  })
})
