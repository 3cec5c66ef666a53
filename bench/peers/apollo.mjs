import { createRequire } from 'node:module'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { accessKey, version } from '../question.mjs'
import { orError, typeDefs } from './graph.mjs'

/** What a team writes by hand today: Apollo Server 5 as it comes, pop-core as the help pages show it, no DataLoader. */
const [upstream, port] = process.argv.slice(2)
const PopCore = createRequire(import.meta.url)('@alicloud/pop-core')
const client = new PopCore({ ...accessKey, endpoint: upstream, apiVersion: version, opts: { timeout: 5_000 } })

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
