import { type Cors, createCors } from '../http/cors.ts'
import { createGraphiqlPage, type Example, type HtmlPage } from '../http/graphiql.ts'
import type { Log } from '../telemetry/log.ts'
import { withoutPersonalData } from '../telemetry/redact.ts'
import { createEmbedding, type Embedding, type EmbeddingOptions } from './embedding.ts'

export type WaysIn = { readonly cors: Cors; readonly page: HtmlPage | null; readonly embedding: Embedding }

export type WaysInOptions = Omit<EmbeddingOptions, 'cors' | 'page'> & {
  readonly origins: ReadonlySet<string>
  readonly corsHeaders: ReadonlySet<string>
  /** Development on this machine: pages of any local port may read. */
  readonly local: boolean
  /** Null where no page is shown. */
  readonly examples: readonly Example[] | null
  readonly asksForKey: boolean
  readonly log: Log
}

/** What stands before the graph for the HTTP server and for servers of others alike: which pages may read, and GraphiQL. */
export const createWaysIn = (options: WaysInOptions): WaysIn => {
  const { log, examples, asksForKey } = options
  const cors = createCors(options.origins, {
    local: options.local,
    headers: options.corsHeaders,
    // The page chose this text, so there may be a number in it: then it is not told.
    refused: (origin) =>
      log.warn(
        withoutPersonalData(origin) === origin ? { origin } : {},
        'a page may not read answers: add its origin to DYPLS_ORIGINS if it should',
      ),
  })
  const page = examples && createGraphiqlPage('dypls-graphql', examples, { asksForKey })
  return { cors, page, embedding: createEmbedding({ ...options, cors, page }) }
}
