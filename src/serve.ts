import { after, now } from './ambient.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { examples } from './schema/examples.ts'
import { createGraphiqlPage } from './server/graphiql.ts'
import { createHttpServer } from './server/http.ts'
import { graphqlPath } from './server/yoga.ts'

/** A server that listens; `close` lets requests in flight finish. */
export type Running = { readonly url: string; readonly banner: string; readonly close: () => Promise<void> }

/** The default command: the graph over HTTP with GraphiQL, health and a graceful end. */
export const serve = async (config: Config, version: string): Promise<Running> => {
  const app = await createApp(config)
  const http = createHttpServer({
    graphql: app.handle,
    page: createGraphiqlPage('dypls-graphql', examples),
    log: app.log,
    upstream: () => ({ mode: config.upstream, endpoint: app.endpoint.origin }),
    now,
    after,
  })
  try {
    const url = await http.listen(config.port, config.host)
    return {
      url,
      banner: banner(config, version, url, app.endpoint),
      close: async () => {
        await http.close()
        await app.close()
      },
    }
  } catch (error) {
    await app.close()
    throw error
  }
}

const banner = (config: Config, version: string, url: string, endpoint: URL): string => {
  const reachable = url.replace('//0.0.0.0:', '//127.0.0.1:')
  const upstream =
    config.upstream === 'sandbox'
      ? `embedded sandbox at ${endpoint.origin} (made-up numbers, real signatures, no account needed)`
      : `${endpoint.origin} (real service: calls may cost money)`
  const query =
    '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { __typename ... on CallStatus { status calledNo advice } ... on Error { code message hint } } }'
  return [
    `dypls-graphql ${version}`,
    `  GraphiQL   ${reachable}${graphqlPath}`,
    `  listening  ${url}`,
    `  upstream   ${upstream}`,
    `  signature  ${config.signature}, credentials from ${config.upstream === 'sandbox' ? 'the sandbox' : config.accessKey ? 'the environment' : 'the credential chain'}`,
    `  mode       ${config.production ? 'production' : 'development'}`,
    `  try        curl -s ${reachable}${graphqlPath} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
  ].join('\n')
}
