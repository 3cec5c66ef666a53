import { createApp, readConfig } from 'dypls-graphql'
import { seeded, startSandbox } from 'dypls-graphql/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** Your code asks the graph; behind it is a sandbox that verifies real signatures and whose state you can look at. */
let sandbox
let app
beforeAll(async () => {
  sandbox = await startSandbox()
  const { accessKeyId, accessKeySecret } = sandbox.accessKey
  app = await createApp(
    readConfig({
      LOG_LEVEL: 'warn',
      DYPLS_AUTH: 'open',
      DYPLS_ENDPOINT: sandbox.url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    }),
  )
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
})

const ask = async (query) => {
  const headers = { 'content-type': 'application/json' }
  const request = new Request('http://graph/', { method: 'POST', headers, body: JSON.stringify({ query }) })
  return (await app.fetch(request)).json()
}

it('dials the number that was lent', async () => {
  const { poolKey, normal } = seeded
  const { subsId, numberX } = normal
  const { data } = await ask(
    `{ callStatus(poolKey: "${poolKey}", subsId: "${subsId}") { ... on CallStatus { calledNo } } }`,
  )
  expect(data.callStatus.calledNo).toBe(numberX)
  expect(sandbox.journal.map(({ action }) => action)).toEqual(['QueryCallStatus'])
})
