import { createHmac, createSecretKey } from 'node:crypto'
import type { Refs } from './audit.ts'

/** Ids may be short and few, so only the key keeps anybody from trying them all. */
export const createIdRef = (key: string): Refs['id'] => {
  const secret = createSecretKey(key, 'utf8')
  return (id) => `id_${createHmac('sha256', secret).update(`id:${id}`).digest('base64url').slice(0, 22)}`
}

/** The same for numbers. */
export const createNumberRef = (key: string): Refs['number'] => {
  const secret = createSecretKey(key, 'utf8')
  return (digits) => `pn_${createHmac('sha256', secret).update(`ref:${digits}`).digest('base64url').slice(0, 22)}`
}
