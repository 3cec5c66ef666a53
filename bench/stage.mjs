import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { freePort, start } from './child.mjs'
import { busyMicros, seats } from './machine.mjs'
import { headers, startOurs } from './ours.mjs'
import { questions } from './question.mjs'

export const serverNames = ['ours', 'apollo', 'mercurius', 'rest']

/** A contestant that serves HTTP. `PEER_CLIENT=dispatch` gives the fast peers undici's fastest way. */
export const startServer = async (name, upstreamUrl) => {
  if (name === 'ours') return startOurs(upstreamUrl)
  const port = await freePort()
  return { ...(await start(`./peers/${name}.mjs`, { core: seats.server, args: [upstreamUrl, port] })), port, name }
}

/** The question as this contestant takes it: REST has its own form, ours may want headers. */
export const questionFor = (name, question) => {
  const asked = name === 'rest' ? questions.rest : question
  if (name !== 'ours') return asked
  return { ...asked, request: { ...asked.request, headers: { ...asked.request.headers, ...headers } } }
}

/** Asks once, about the bindings 1000000000000000 and up, and gives the whole answer. */
export const askOnce = async ({ name, port }, question) => {
  const { request } = questionFor(name, question)
  const fill = (text) => text.replace(/<{14}(\d\d)/g, '10000000000000$1')
  const response = await fetch(`http://127.0.0.1:${port}${fill(request.path)}`, {
    method: request.method,
    headers: request.headers,
    ...(request.body === '' ? {} : { body: fill(request.body) }),
  })
  return response.json()
}

/** A peer that answers something else is no peer. */
export const verify = async (server, question) =>
  assert.deepEqual(
    await askOnce(server, question),
    questionFor(server.name, question).answer,
    `${server.name} answers something else`,
  )

/** Upstream and load, started once, and how something is measured between them. */
export const createStage = async () => {
  const upstream = await start('./upstream.mjs', { core: seats.upstream, args: [await freePort()] })
  const upstreamPort = Number(/ready on (\d+)/.exec(upstream.output())?.[1])
  const upstreamUrl = `http://127.0.0.1:${upstreamPort}`
  const load = await start('./load.mjs', { core: seats.load })
  const foreign = []
  const servers = new Map()

  const ask = async (message) => {
    const answer = await load.ask(message)
    if (answer.fault) throw new Error(`the load: ${answer.fault}`)
    return answer
  }

  /** A server of the run; started when it is first wanted, and then kept warm. */
  const server = async (name) => {
    if (!servers.has(name)) servers.set(name, await startServer(name, upstreamUrl))
    return servers.get(name)
  }

  const meters = async (contestants) => {
    const read = await Promise.all([...contestants, upstream, load].map((child) => child.meter()))
    const { answered } = await upstream.ask({ kind: 'answered' })
    const own = process.cpuUsage()
    return { read, answered, own: own.user + own.system, busy: busyMicros() }
  }

  /**
   * Puts load on one or more servers and tells what came of it: requests per second, CPU of the servers per good answer,
   * calls the upstream saw per answer, latency, and how much of the machine went to strangers meanwhile.
   */
  const measure = async (contestants, { request, expect, connections, among, ...run }) => {
    await ask({ kind: 'connect', ports: contestants.map(({ port }) => port), request, connections, among })
    const before = await meters(contestants)
    const result = await ask({ kind: 'go', expect, ...run })
    const after = await meters(contestants)
    await ask({ kind: 'disconnect' })

    const used = after.read.map(({ cpuMicros }, index) => cpuMicros - before.read[index].cpuMicros)
    const [loadMicros, upstreamMicros] = [used.at(-1), used.at(-2)]
    const serverMicros = used.slice(0, contestants.length).reduce((sum, each) => sum + each, 0)
    const strangers = after.busy - before.busy - used.reduce((sum, each) => sum + each, after.own - before.own)
    foreign.push(Math.max(0, strangers / 1e6 / result.seconds))
    const answers = Math.max(1, result.ok)
    return {
      ...result,
      rate: result.ok / result.seconds,
      cpuMicros: serverMicros / answers,
      share: serverMicros / 1e6 / result.seconds,
      loadMicros: loadMicros / answers,
      upstreamMicros: upstreamMicros / Math.max(1, after.answered - before.answered),
      upstreamCalls: (after.answered - before.answered) / answers,
      rssMb: after.read[0].rss / 2 ** 20,
    }
  }

  return {
    upstreamUrl,
    upstreamPort,
    server,
    measure,
    delay: (delayMs) => upstream.ask({ kind: 'delay', delayMs }),
    /** Cores that went to processes which are none of ours, per measurement. */
    foreign,
    close: async () => {
      for (const child of [...servers.values(), upstream, load]) await child.stop()
    },
  }
}

/** Versions of everything that took part. */
export const versions = () => {
  const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
  const { dependencies } = read('./package.json')
  const { devDependencies: own } = read('../package.json')
  const ours = ['graphql', 'graphql-yoga', 'undici', '@pothos/core'].filter((name) => own[name])
  return { ours: Object.fromEntries(ours.map((name) => [name, own[name]])), peers: dependencies }
}
