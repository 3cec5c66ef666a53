import { Agent } from 'node:http'
import { createRequire } from 'node:module'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { accessKey, version } from '../question.mjs'
import { orError, typeDefs } from './graph.mjs'

/** What a team writes by hand today: Apollo Server 5 as it comes, pop-core as the help pages show it, no DataLoader. */
const [upstream, port] = process.argv.slice(2)
const PopCore = createRequire(import.meta.url)('@alicloud/pop-core')
// As many connections as the other contestants have; without a bound the agent would close and open them all the time.
const agent = new Agent({ keepAlive: true, maxSockets: 128 })
const client = new PopCore({ ...accessKey, endpoint: upstream, apiVersion: version, opts: { timeout: 5_000, agent } })

const lookUp = ({ poolKey, subsId }) =>
  orError(client.request('QueryCallStatus', { PoolKey: poolKey, SubsId: subsId }, { method: 'POST' }))

const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      callStatus: (_root, key) => lookUp(key),
      callStatuses: (_root, { keys }) => keys.map(lookUp),
    },
  },
})

// Apollo serves at `/`, whatever the path.
const { url } = await startStandaloneServer(server, { listen: { port: Number(port), host: '127.0.0.1' } })
console.log(`ready at ${url}`)
