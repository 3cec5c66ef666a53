import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip, gzip } from 'node:zlib'
import { securityHeaders } from './headers.ts'

/** A query ready to run, shown as a tab. */
export type Example = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }

export type HtmlPage = { readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> }

const zip = promisify(gzip)

/**
 * GraphiQL without a CDN: one page of 9 MB that brings everything along. Built and compressed at the first visit, since
 * most servers never show it; browsers keep it and ask only whether it changed.
 */
export const createGraphiqlPage = (title: string, examples: readonly Example[]): HtmlPage => {
  let built: Promise<{ zipped: Buffer; headers: Readonly<Record<string, string>> }> | null = null

  const build = async () => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    const tabs = examples.map(({ query, variables }) => ({
      query,
      variables: variables ? JSON.stringify(variables, null, 2) : null,
    }))
    // Not the page's own address: a POST there would drop the page from the browser's cache (RFC 9111, 4.4).
    const html = renderGraphiQL({ title, endpoint: '/graphql?graphiql', defaultTabs: tabs })
    const page = html.replace('<head>', () => `<head>${rememberTab(tabs)}`)
    const zipped = await zip(page)
    const headers = {
      ...securityHeaders,
      etag: `"${createHash('sha256').update(zipped).digest('base64url').slice(0, 22)}"`,
      'cache-control': 'no-cache',
      'content-security-policy': policyOf(page),
      'content-type': 'text/html; charset=utf-8',
      vary: 'accept, accept-encoding',
    }
    return { zipped, headers }
  }

  return {
    serve: async (request, response) => {
      built ??= build()
      const { zipped, headers } = await built
      if (request.headers['if-none-match'] === headers.etag) response.writeHead(304, headers).end()
      else if (/\bgzip\b/.test(String(request.headers['accept-encoding'])))
        response.writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': zipped.length }).end(zipped)
      // Unzipped as it is read: a slow reader must not hold 9 MB, and one that left needs no rest.
      else await pipeline(Readable.from([zipped]), createGunzip(), response.writeHead(200, headers)).catch(() => {})
    },
  }
}

/**
 * What the page may do: run exactly the scripts it came with, start its workers, ask this server. Nothing else is loaded,
 * nothing is sent elsewhere, no page may frame it. Styles have to be free: the editor writes one into every line it draws;
 * with nowhere to load from or send to, a style can only look different.
 */
const policyOf = (page: string): string => {
  const scripts = Array.from(
    page.matchAll(/<script>([\s\S]*?)<\/script>/g),
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    'worker-src blob:',
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
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
