import { pathToFileURL } from 'node:url'

const [, given] = /--dist[= ](\S+)/.exec(process.argv.slice(2).join(' ')) ?? []
const root = given ? pathToFileURL(`${given}/`) : new URL('../../dist/', import.meta.url)

/** A module of the built package; `--dist FOLDER` takes another build. */
export const dist = (path) => import(new URL(path, root))
