import { createRequire } from 'node:module'
import { accessKey, version } from '../question.mjs'
import { measured } from './client.mjs'

/** The official OpenAPI SDK (V3). Its default is one keep-alive agent; naming `keepAlive` would make one per request. */
const require = createRequire(import.meta.url)
const OpenApi = require('@alicloud/openapi-client')
const { RuntimeOptions } = require('@alicloud/tea-util')

const { host } = new URL(process.argv[2])
const client = new OpenApi.default(new OpenApi.Config({ ...accessKey, endpoint: host, protocol: 'http' }))
const call = new OpenApi.Params({
  action: 'QueryCallStatus',
  version,
  protocol: 'HTTP',
  pathname: '/',
  method: 'POST',
  authType: 'AK',
  style: 'RPC',
  reqBodyType: 'formData',
  bodyType: 'json',
})
const runtime = new RuntimeOptions({ readTimeout: 5_000, connectTimeout: 5_000 })

await measured(async (poolKey, subsId) => {
  const request = new OpenApi.OpenApiRequest({ query: { PoolKey: poolKey, SubsId: subsId } })
  const { SecretCallStatusDTO } = (await client.callApi(call, request, runtime)).body
  return { status: SecretCallStatusDTO.Status, calledNo: SecretCallStatusDTO.CalledNo }
})
