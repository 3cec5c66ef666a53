import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip, gunzip, gzip } from 'node:zlib'
import { securityHeaders } from './headers.ts'

/** A query ready to run, shown as a tab. */
export type Example = { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }

export type HtmlPage = {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** The same for servers of the fetch kind; `header` reads one of the request's. */
  readonly answer: (header: (name: string) => string | null) => Promise<Response>
}

export type PageOptions = {
  /** Callers prove themselves: the page has a place for the key, and keeps it in memory only. */
  readonly asksForKey?: boolean
}

const zip = promisify(gzip)
const unzip = promisify(gunzip)

const keyTemplate = JSON.stringify({ authorization: 'Bearer YOUR_KEY' }, null, 2)
const whereTheKeyGoes =
  '# This server asks for a key: under Headers below, put it in place of YOUR_KEY. It stays in memory, for this page only.'

/**
 * GraphiQL without a CDN: one page of 9 MB that brings everything along. Built and compressed at the first visit, since
 * most servers never show it; browsers keep it and ask only whether it changed.
 */
export const createGraphiqlPage = (
  title: string,
  examples: readonly Example[],
  { asksForKey = false }: PageOptions = {},
): HtmlPage => {
  let built: Promise<{ zipped: Buffer; headers: Readonly<Record<string, string>> }> | null = null

  const build = async () => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    const tabs = examples.map(({ query, variables }, index) => ({
      query: asksForKey && index === 0 ? `${whereTheKeyGoes}\n${query}` : query,
      variables: variables ? JSON.stringify(variables, null, 2) : null,
    }))
    const html = renderGraphiQL({
      title,
      // Relative, so that it holds behind a proxy that takes a prefix away; with a query, since a POST to the page's own
      // address would drop the page from the browser's cache (RFC 9111, 4.4).
      endpoint: '?graphiql',
      defaultTabs: asksForKey ? tabs.map((tab) => ({ ...tab, headers: keyTemplate })) : tabs,
      shouldPersistHeaders: false,
      ...(asksForKey ? { headers: keyTemplate, defaultEditorToolsVisibility: 'headers' } : {}),
    })
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
    answer: async (header) => {
      built ??= build()
      const { zipped, headers } = await built
      if (header('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
      // Not compressed: such a server does that by itself, and Next does it a second time.
      return new Response(new Uint8Array(await unzip(zipped)), { headers })
    },
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
export const wantsPage = ({ method = '', headers }: IncomingMessage): boolean => wantsHtml(method, headers.accept)

export const wantsHtml = (method: string, accept: string | null | undefined): boolean =>
  method === 'GET' && (accept ?? '').includes('text/html')
