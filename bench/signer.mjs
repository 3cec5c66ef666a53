import { dist } from './ours.mjs'
import { accessKey, poolKey, version } from './question.mjs'

/** Our two signers alone, told over IPC how long to run. */
const { createCredential, signers } = await import(dist('aliyun/signing/signature.js').href)
const { newNonce } = await import(dist('ambient/ambient.js').href)
const credential = createCredential(accessKey)
const host = 'dyplsapi.aliyuncs.com'
const action = 'QueryCallStatus'
const batch = 500

/** µs of CPU per signature; with `fresh`, nonce and time are made for each, as an attempt does. */
const run = ({ signature, fresh, seconds }) => {
  const sign = signers[signature]
  const [nonce, at] = [newNonce(), new Date()]
  const until = performance.now() + seconds * 1_000
  const before = process.cpuUsage()
  let count = 0
  let bytes = 0
  while (performance.now() < until) {
    for (let n = 0; n < batch; n++) {
      const params = { PoolKey: poolKey, SubsId: String(1_000_000_000_000_000 + count++) }
      const request = fresh
        ? { method: 'POST', host, action, version, params, nonce: newNonce(), at: new Date() }
        : { method: 'POST', host, action, version, params, nonce, at }
      const signed = sign(request, credential)
      bytes += signed.path.length + (signed.body?.length ?? 0)
    }
  }
  const { user, system } = process.cpuUsage(before)
  if (bytes === 0) throw new Error('nothing was signed')
  return { micros: (user + system) / count }
}

process.on('message', ({ id, kind, ...wanted }) => {
  if (kind === 'run') process.send({ id, ...run(wanted) })
})
process.channel.ref()
console.log('ready')
