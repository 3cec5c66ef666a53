import type { UpstreamOptions } from '../aliyun/call-path/upstream.ts'
import { type Config, ConfigError } from '../config/config.ts'
import type { EmbeddedSandbox } from '../embedded-sandbox.ts'
import type { Closers } from '../ground/closers.ts'
import { isLoopback } from '../ground/loopback.ts'
import type { Soon } from '../ground/time.ts'
import type { OpenQueuesOptions } from '../receipts/open-queues.ts'
import { queuesOf } from '../receipts/queue-names.ts'
import { receiptsPath } from '../server/http/receipts-route.ts'
import type { Keeping } from './keeping.ts'

export type Receiving = {
  /** Who may push receipts. */
  readonly receiptsSecrets: readonly string[]
  /** Has the embedded sandbox push its receipts to the server at this address; does nothing where there is none, or nothing is kept. */
  readonly pushedTo: (url: string) => void
  /** Reads the queues that the settings name, from now on. */
  readonly readQueues: () => Promise<void>
}

export type ReceivingPorts = Pick<UpstreamOptions, 'credentials' | 'now' | 'after' | 'random' | 'nonce'> &
  Pick<OpenQueuesOptions, 'observe'> & {
    readonly soon: Soon
    readonly newId: () => string
    readonly opened: Closers
  }

/** The two ways by which receipts come: pushed to our door, or read from queues. */
export const createReceiving = (
  config: Config,
  keeping: Keeping | null,
  sandbox: EmbeddedSandbox | null,
  { newId, opened, ...ports }: ReceivingPorts,
): Receiving => {
  const receiptsSecrets = config.receiptsSecrets?.() ?? (sandbox ? [newId()] : [])
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint
  return {
    receiptsSecrets,
    pushedTo: (url) => {
      const [secret] = receiptsSecrets
      if (keeping && secret) sandbox?.receipts?.configure({ pushUrl: `${url}${receiptsPath}${secret}` })
    },
    readQueues: async () => {
      if (config.queues.length === 0) return
      if (!keeping) throw new ConfigError(queuesNeedStore)
      const { openQueues } = await import('../receipts/open-queues.ts')
      const queues = openQueues({
        ...ports,
        queues: queuesOf(config.queues, sandbox?.accountId ?? null),
        // A sandbox of its own, by its address, plays the queues too.
        sandbox: isLoopback(endpoint.hostname) ? endpoint : null,
        signature: config.signature,
        timeoutMs: config.timeoutMs,
        store: (items) => keeping.store(items, 'mns'),
        quarantine: (items) => keeping.quarantine(items, 'mns'),
      })
      opened.add(queues.close)
    },
  }
}

const queuesNeedStore =
  'DYPLS_RECEIPTS_QUEUES needs a store: set DYPLS_STORE, since a receipt is deleted from its queue only when it is kept'
