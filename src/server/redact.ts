import { mask } from '../dypls/phone.ts'

const mobile = /(?<!\d)(?:\+?86|0086)?(1[3-9]\d{9})(?!\d)/g
/** With its area code, as the service takes it. */
const landline = /(?<!\d)0(?:10|2\d|[3-9]\d{2})\d{7,8}(?!\d)/g
const accessKeyId = /\bLTAI\w{8,}/g

/** Masks what looks like a mobile or landline number or an Alibaba Cloud access key id. */
export const withoutPersonalData = (line: string): string =>
  line
    .replace(mobile, (_all, digits: string) => mask(digits))
    .replace(landline, mask)
    .replace(accessKeyId, 'LTAI****')
