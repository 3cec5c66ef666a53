import { createHmac, createSecretKey } from 'node:crypto'

/** A stable name for a number or an id that does not tell it: whoever lacks the key cannot try them all. */
export const createRef = (key: string): ((value: string) => string) => {
  const secret = createSecretKey(key, 'utf8')
  return (value) => createHmac('sha256', secret).update(value).digest('base64url').slice(0, 16)
}
