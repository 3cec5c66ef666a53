import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** A query ready to run, shown as a tab. */
export type Example = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }

export type Page = { readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> }

const [zip, unzip] = [promisify(gzip), promisify(gunzip)]

/**
 * GraphiQL without a CDN: one page of 9 MB that brings everything along. Built and compressed at the first visit, since
 * most servers never show it; browsers keep it and ask only whether it changed.
 */
export const createGraphiqlPage = (title: string, examples: readonly Example[]): Page => {
  let built: Promise<{ zipped: Buffer; etag: string }> | null = null

  const build = async () => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    const tabs = examples.map(({ query, variables }) => ({
      query,
      variables: variables ? JSON.stringify(variables, null, 2) : null,
    }))
    // Not the page's own address: a POST there would drop the page from the browser's cache (RFC 9111, 4.4).
    const html = renderGraphiQL({ title, endpoint: '/graphql?graphiql', defaultTabs: tabs })
    const zipped = await zip(html.replace('<head>', () => `<head>${rememberTab(tabs)}`))
    return { zipped, etag: `"${createHash('sha256').update(zipped).digest('base64url').slice(0, 22)}"` }
  }

  return {
    serve: async (request, response) => {
      built ??= build()
      const { zipped, etag } = await built
      const headers = {
        etag,
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
        vary: 'accept, accept-encoding',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      }
      if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end()
      else if (/\bgzip\b/.test(String(request.headers['accept-encoding'])))
        response.writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': zipped.length }).end(zipped)
      else response.writeHead(200, headers).end(await unzip(zipped))
    },
  }
}

/**
 * GraphiQL 5 forgets the variables of its first tab at the first visit, and opens an empty tab at every reload, unless its
 * storage names the query and variables of the active tab. So they are written there before it starts.
 */
const rememberTab = (tabs: readonly object[]): string => `<script>{
  const stored = localStorage.getItem('graphiql:tabState')
  const { tabs, activeTabIndex } = stored ? JSON.parse(stored) : ${JSON.stringify({ tabs, activeTabIndex: 0 }).replaceAll('<', '\\u003c')}
  const { query, variables } = tabs[activeTabIndex] ?? {}
  const asked = new URLSearchParams(location.search).get('query')
  if (asked === null || asked === query) {
    localStorage.setItem('graphiql:query', query ?? '')
    localStorage.setItem('graphiql:variables', variables ?? '')
  }
}</script>`

/** A browser that opens the address (GraphiQL keeps its query there), as opposed to a client that asks by GET. */
export const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && String(headers.accept).includes('text/html')
