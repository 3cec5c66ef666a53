import { Session } from 'node:inspector'

/** Preloaded by `start.mjs --modules`: notes every script that is compiled, and tells them by package. */
const session = new Session()
const seen = new Map()
const nameOf = (url) =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ??
  (/\/dist\/(\w+)/.exec(url)?.[1] ? `dist/${/\/dist\/([\w.]+)/.exec(url)[1]}` : 'other')

session.connect()
session.on('Debugger.scriptParsed', ({ params: { url, length } }) => {
  if (!/^(file:|\/)/.test(url)) return
  const name = nameOf(url)
  const { files, bytes } = seen.get(name) ?? { files: 0, bytes: 0 }
  seen.set(name, { files: files + 1, bytes: bytes + (length ?? 0) })
})
session.post('Debugger.enable')

process.on('message', ({ id, kind }) => {
  if (kind !== 'modules') return
  const packages = [...seen].map(([name, sums]) => ({ name, ...sums })).sort((a, b) => b.bytes - a.bytes)
  process.send({ id, packages })
})
process.channel?.unref()
