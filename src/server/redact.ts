import { mask } from '../dypls/phone.ts'

const mobile = /(?<![\d-])(?:\+?86)?(1[3-9]\d{9})(?!\d)/g
const accessKeyId = /\bLTAI\w{8,}/g

/** Masks what looks like a mobile number or an Alibaba Cloud access key id. */
export const withoutPersonalData = (line: string): string =>
  line.replace(mobile, (_all, digits: string) => mask(digits)).replace(accessKeyId, 'LTAI****')
