import { createServer, readConfig } from 'dypls-graphql'

/** The whole server with its sandbox, for all tests; they find it by the environment. */
export default async () => {
  globalThis.dypls = await createServer(readConfig({ DYPLS_UPSTREAM: 'sandbox', PORT: '0', LOG_LEVEL: 'warn' }))
  process.env.GRAPH_URL = `${await globalThis.dypls.listen()}/graphql`
}
