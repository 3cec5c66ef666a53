import { createHmac, createSecretKey } from 'node:crypto'
import type { Refs } from './audit.ts'

/** Refs of ids, as `graph/refs.ts` has them for numbers. Ids may be short and few, so only the key keeps a reader from trying them all. */
export const createIdRef = (key: string): Refs['id'] => {
  const secret = createSecretKey(key, 'utf8')
  return (id) => `id_${createHmac('sha256', secret).update(`id:${id}`).digest('base64url').slice(0, 22)}`
}
