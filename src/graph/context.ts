import type { Cancellation } from '../aliyun/cancellation.ts'
import type { Client } from '../aliyun/client.ts'
import type { Bilingual } from '../dypls/rejections/catalogue.ts'

export type Locale = keyof Bilingual

/** What resolvers may use: closed and small. Chapters own their loaders (`loader.ts`), so none are here. */
export type Context = {
  /** The upstream, signing with this server's credential. */
  readonly client: Client
  /** Fires when the browser leaves, so that upstream calls nobody waits for end too. */
  readonly cancellation: Cancellation
  readonly locale: Locale
  readonly now: () => number
  /** How many upstream look-ups one batch may have under way at a time. */
  readonly parallelism: number
}
