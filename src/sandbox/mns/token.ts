import { type queryTokenForMnsQueue as row, typeOfQueue } from '../../dypls/receipts/queue.ts'
import type { Handler } from '../actions/handler.ts'
import { refusal } from '../actions/outcome.ts'

/** "The official receipt SDK assumes ten minutes of life." */
export const tokenLifeMs = 600_000

/** A token for one queue. Which code the service has for an unknown queue is not documented. */
export const queryTokenForMnsQueue: Handler<typeof row> = ({ messageType, queueName }, { world, now, ids }) => {
  if (typeOfQueue(queueName) !== messageType || !world.queues.exists(queueName)) return refusal('isv.ILLEGAL_ARGUMENT')
  const id = ids()
  // To the second, as the answer can say it.
  const expiresAt = Math.floor((now + tokenLifeMs) / 1_000) * 1_000
  const token = {
    accessKeyId: `STS.sandbox.${id}`,
    accessKeySecret: `sandbox-queue-secret-${id}`,
    securityToken: `sandbox-queue-token-${id}`,
  }
  world.queues.grant({ ...token, queue: queueName, expiresAt })
  return { ...token, createdAt: new Date(now), expiresAt: new Date(expiresAt) }
}
