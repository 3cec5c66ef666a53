import { isLoopback } from '../../ground/loopback.ts'
import { checkWish, oneOf, type Rule, type Rules, share, trueOrFalse, wholeBetween } from '../admin/wishes.ts'

/** How receipts leave the sandbox; what the console of the service sets, and how badly the way there behaves. */
export type ReceiptSettings = {
  /** Where to push: this URL with `/<MessageType>` behind it. Null for no pushing. This machine only. */
  readonly pushUrl: string | null
  /** Whether they go to the queues too, which is the only way of some types. */
  readonly queue: boolean
  /** For how many seconds of the sandbox's clock receipts of one type are gathered into one push, and how many at most. */
  readonly batchSeconds: number
  readonly batchMost: number
  /** The share of receipts that are sent again some seconds later. */
  readonly duplicates: number
  /** The share of receipts that are held back, so that others overtake them. */
  readonly disorder: number
  /** `other`: the rarer spellings that documents also show; `mixed`: now this, now that. */
  readonly shapes: 'sample' | 'other' | 'mixed'
}

export const defaultReceipts: ReceiptSettings = {
  pushUrl: null,
  queue: true,
  batchSeconds: 1,
  batchMost: 50,
  duplicates: 0,
  disorder: 0,
  shapes: 'sample',
}

const pushUrl: Rule = {
  wants: 'null or an http URL of this machine, such as http://127.0.0.1:4000/receipts/secret',
  fits: (value) => value === null || (typeof value === 'string' && isOwnUrl(value)),
}

/** Made-up as they are, receipts do not leave the machine. */
const isOwnUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  return protocol === 'http:' && isLoopback(hostname) && search === '' && hash === '' && username === ''
}

const rules: Rules = {
  pushUrl,
  queue: trueOrFalse,
  batchSeconds: wholeBetween(0, 60),
  batchMost: wholeBetween(1, 10_000),
  duplicates: share,
  disorder: share,
  shapes: oneOf(['sample', 'other', 'mixed']),
}

/** Throws WishFault with one clear sentence. */
export const parseReceiptSettings = (wish: unknown): Partial<ReceiptSettings> => {
  checkWish('the receipts', rules, wish)
  return wish as Partial<ReceiptSettings>
}
