import {
  type getDyplsOssInfoForUploadFile as grantRow,
  reportPhotos,
  type createSmsSign as signRow,
} from '../../dypls/registration.ts'
import { type Handler, refusal } from '../actions/handler.ts'

const grantLifeMs = 3_600_000

/** A grant for a bucket that does not exist. Every question makes a new one, as upstream. */
export const getDyplsOssInfoForUploadFile: Handler<typeof grantRow> = ({ purpose }, { now, ids }) => {
  if (purpose !== reportPhotos) return refusal('isv.ILLEGAL_ARGUMENT')
  const expiresAt = new Date(now + grantLifeMs)
  const policy = JSON.stringify({ expiration: expiresAt.toISOString(), conditions: [] })
  return {
    uploadUrl: 'https://uploads.sandbox.invalid',
    pathPrefix: '123456',
    accessKeyId: 'sandbox-upload-key-id',
    policy: Buffer.from(policy).toString('base64'),
    signature: Buffer.from(`sandbox-signature-${ids()}`).toString('base64'),
    expiresAt,
  }
}

/** The same pair of numbers gets the same sign, whatever the id of the message (inferred). */
export const createSmsSign: Handler<typeof signRow> = ({ poolKey, recipientNo, senderNo }, { world }) => {
  if (!world.pools.has(poolKey)) return refusal('isv.PARTNER_NOT_EXIST')
  if (![recipientNo, senderNo].every((number) => /^\d{5,20}$/.test(number.reveal())))
    return refusal('isv.MOBILE_NUMBER_ILLEGAL')
  return { recipientSign: `sign${digest(`${poolKey}/${senderNo.reveal()}/${recipientNo.reveal()}`)}` }
}

/** FNV-1a: spreads texts over eight digits, and is no protection of anything. */
const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return String(hash % 100_000_000).padStart(8, '0')
}
