import type { Answer } from '../aliyun/contract/operation.ts'
import type { Outcome } from '../aliyun/failure.ts'
import { createMnsCredential, type MnsCredential } from '../aliyun/queue/mns-signature.ts'
import type { queryTokenForMnsQueue } from '../dypls/receipts/queue.ts'

export type AskToken = () => Promise<Outcome<Answer<typeof queryTokenForMnsQueue>>>

/** The key to one queue, renewed before it ends. Its readers share it. */
export type QueueToken = {
  /** The code of the failure where there is none. */
  readonly current: () => Promise<MnsCredential | string>
  /** The service takes it no longer: the next reader asks for another. */
  readonly drop: (credential: MnsCredential) => void
}

const earlyMs = 120_000
/** A renewal that failed is tried again after this, while the old token still opens the queue. */
const againMs = 10_000

type Held = { readonly credential: MnsCredential; readonly expiresAt: number; renewAt: number }

export const createQueueToken = (ask: AskToken, now: () => number): QueueToken => {
  let held: Held | null = null
  let asking: Promise<MnsCredential | string> | null = null

  const renew = async (): Promise<MnsCredential | string> => {
    const askedAt = now()
    const outcome = await ask()
    if (!outcome.ok) {
      if (!held || held.expiresAt <= now()) return outcome.failure.code
      held.renewAt = now() + againMs
      return held.credential
    }
    const { accessKeyId, accessKeySecret, securityToken, expiresAt } = outcome.value
    const end = expiresAt.getTime()
    held = {
      credential: createMnsCredential({ accessKeyId, accessKeySecret, securityToken }),
      expiresAt: end,
      // One that lives for less than four minutes is used for half of its life.
      renewAt: Math.max(end - earlyMs, (askedAt + end) / 2),
    }
    return held.credential
  }

  return {
    current: () => {
      if (held && now() < held.renewAt) return Promise.resolve(held.credential)
      asking ??= renew().finally(() => {
        asking = null
      })
      return asking
    },
    drop: (credential) => {
      if (held?.credential === credential) held = null
    },
  }
}
