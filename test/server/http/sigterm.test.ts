import { Agent, request } from 'node:http'
import { expect, it } from 'vitest'
import { startProgram } from '../../support/program.ts'

const body = JSON.stringify({
  query: '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { __typename } }',
})

/** One question; the status, or 'refused' when no connection could be made, or 'broken' when it ended in the middle. */
const ask = (url: string, agent: Agent): Promise<number | 'refused' | 'broken'> =>
  new Promise((resolve) => {
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } })
    asked.on('response', (response) => {
      response.on('error', () => resolve('broken'))
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.resume()
    })
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken'))
    asked.end(body)
  })

it('answers every question it took, after SIGTERM under load, with readiness red first', async () => {
  const program = await startProgram([process.execPath, 'dist/main.js'], {
    env: {
      PORT: '0',
      NODE_ENV: 'production',
      DYPLS_UPSTREAM: 'sandbox',
      DYPLS_RATES: '*=10000',
      DYPLS_SANDBOX_MISCHIEF: '{"kind":"delay","ms":150}',
    },
  })
  // A connection for each question: what a load balancer sees, and no reuse that could race with closing.
  const agent = new Agent({ keepAlive: false })
  const answers: (number | string)[] = []
  let asking = true
  const callers = Array.from({ length: 20 }, async () => {
    while (asking) {
      const answer = await ask(program.url, agent)
      answers.push(answer)
      if (answer === 'refused') return
    }
  })
  await expect.poll(() => answers.length, { timeout: 15_000 }).toBeGreaterThan(40)
  const stopped = program.stop('SIGTERM')
  await expect
    .poll(async () => (await fetch(`${program.url}/readyz`)).status, { timeout: 5_000, interval: 20 })
    .toBe(503)
  const before = answers.length
  const code = await stopped
  asking = false
  await Promise.all(callers)
  expect(code).toBe(0)
  // It went on serving after readiness turned red; nothing it took was dropped.
  expect(answers.length).toBeGreaterThan(before + 20)
  expect(answers.filter((answer) => answer !== 200 && answer !== 'refused' && answer !== 503)).toEqual([])
})
