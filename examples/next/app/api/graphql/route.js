import { createApp, openViewer, readConfig } from 'dypls-graphql'

export const dynamic = 'force-dynamic'

// Made with the first request, and kept: in development Next loads this module again and again.
const app = () => {
  globalThis.dypls ??= createApp(readConfig({ DYPLS_UPSTREAM: 'sandbox', NODE_ENV: process.env.NODE_ENV }))
  return globalThis.dypls
}

// Here the page's own session says who asks; without `viewer` the header `Authorization` does.
const answer = async (request) => (await app()).fetch(request, { viewer: openViewer })

export const GET = answer
export const POST = answer
export const OPTIONS = answer
