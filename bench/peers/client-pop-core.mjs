import { createRequire } from 'node:module'
import { accessKey, version } from '../question.mjs'
import { measured } from './client.mjs'

/** The official core SDK (V1), as the help pages use it: its own keep-alive agent, POST, its default parsing. */
const PopCore = createRequire(import.meta.url)('@alicloud/pop-core')
const client = new PopCore({
  ...accessKey,
  endpoint: process.argv[2],
  apiVersion: version,
  opts: { timeout: 5_000, method: 'POST' },
})

await measured(async (poolKey, subsId) => {
  const { SecretCallStatusDTO } = await client.request('QueryCallStatus', { PoolKey: poolKey, SubsId: subsId })
  return { status: SecretCallStatusDTO.Status, calledNo: SecretCallStatusDTO.CalledNo }
})
