import { createUpstream, type UpstreamOptions } from '../aliyun/call-path/upstream.ts'
import { createMnsClient } from '../aliyun/queue/mns.ts'
import type { SignatureVersion } from '../aliyun/signing/request.ts'
import { baseProduct, queryTokenForMnsQueue, queueHost } from '../dypls/receipts/queue.ts'
import type { Soon } from '../ground/time.ts'
import { createQueueConsumers, type QueueOptions } from './queue.ts'

export type OpenQueuesOptions = Pick<
  QueueOptions,
  'queues' | 'store' | 'quarantine' | 'observe' | 'now' | 'after' | 'random'
> &
  Pick<UpstreamOptions, 'credentials' | 'timeoutMs' | 'nonce'> & {
    /** Of a sandbox, which plays the token service and the queues too; null for the real ones. */
    readonly sandbox: URL | null
    readonly signature: SignatureVersion
    readonly soon: Soon
  }

export type OpenQueues = {
  /** Stops reading, lets what is at hand be stored and deleted, and ends the connections. */
  readonly close: () => Promise<void>
}

/** As for every operation without a documented limit. */
const tokensPerSecond = 100

/** Reads the queues of one account from now on: tokens by the account's key, messages by those tokens. */
export const openQueues = (options: OpenQueuesOptions): OpenQueues => {
  const { queues, now, after, soon, random, sandbox } = options
  const readers = queues.reduce((sum, { consumers }) => sum + consumers, 0)
  const upstream = createUpstream({
    endpoint: sandbox ?? new URL(`https://${baseProduct.host}`),
    version: baseProduct.version,
    signature: options.signature,
    credentials: options.credentials,
    timeoutMs: options.timeoutMs,
    concurrency: 4,
    limitOf: () => tokensPerSecond,
    now,
    after,
    soon,
    random,
    nonce: options.nonce,
    observe: () => {},
    count: () => {},
  })
  const mns = createMnsClient({
    endpoint: sandbox ?? new URL(`https://${queueHost}`),
    // A deletion must not wait behind the long polls of others.
    connections: 2 * readers,
    now,
    after,
    soon,
  })
  const consumers = createQueueConsumers({
    ...options,
    mns,
    askToken: ({ type, name }) =>
      upstream.client.call(queryTokenForMnsQueue, { messageType: type, queueName: name }, { lane: 'bulk' }),
  })
  return {
    close: async () => {
      await consumers.stop()
      await Promise.all([mns.close(), upstream.close()])
    },
  }
}
