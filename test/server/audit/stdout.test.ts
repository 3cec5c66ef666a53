import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'

const unmaskQuery =
  '{ pool(key: "FC100000000000001") { binding(subsId: "1000000000000001", numberX: "17000000001") { details { ... on BindingDetails { numberA } } } } }'
const block = 'mutation { blockNumber(input: { poolKey: "FC100000000000001", number: "13900000777" }) { __typename } }'

it('stops writing and unmasking when the reader of its audit log has left', async () => {
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let banner = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    banner += text
  })
  await expect.poll(() => banner, { timeout: 15_000 }).toMatch(/listening\s+http/)
  const url = /listening\s+(\S+)/.exec(banner)?.[1]
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    })
    return { status: response.status, text: await response.text() }
  }
  try {
    const first = new Promise((resolve) => child.stdout.once('data', resolve))
    expect((await ask(block)).status).toBe(200)
    await first
    expect((await ask(unmaskQuery, { 'x-dypls-unmask-reason': 'looking into a complaint' })).text).toContain('1390000')
    child.stdout.destroy()
    // The record that finds nobody there may be that of a mutation that ran; every one after it is refused before it runs.
    await ask(block)
    const refused = await ask(block)
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('AUDIT_UNAVAILABLE')])
    const masked = await ask(unmaskQuery, { 'x-dypls-unmask-reason': 'looking into a complaint' })
    expect(masked.text).toContain('****')
    expect(masked.text).not.toMatch(/1390000\d{4}/)
  } finally {
    child.kill('SIGKILL')
  }
})
