import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** Where the package is packed, the tools are fetched and every try has a folder of its own. */

export const root = new URL('../../', import.meta.url).pathname
export const folder = mkdtempSync(join(tmpdir(), 'dypls-package-'))
const caches = join(folder, 'caches')

/** Settings of the machine that runs the tests must not reach the programs. */
const plainEnv = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TMPDIR: folder,
  // How this machine reaches the registry.
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(?:https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(?:file|dir)|npm_config_(?:cache|registry|cafile))$/i.test(
        name,
      ),
    ),
  ),
  npm_config_update_notifier: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
  YARN_ENABLE_TELEMETRY: '0',
  YARN_GLOBAL_FOLDER: join(caches, 'yarn4'),
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  CI: '1',
}

const children = new Set()
export const stopAll = () => {
  for (const child of children) stop(child)
}
/** With all that it started: each has a group of its own. */
const stop = (child) => {
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {}
}

const end = (child, ended) => {
  stop(child)
  return ended
}

const start = (command, args, { cwd, env = {}, node } = {}) => {
  const path = node ? `${dirname(node)}${delimiter}${plainEnv.PATH}` : plainEnv.PATH
  const child = spawn(command, args, {
    cwd,
    env: { ...plainEnv, PATH: path, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text))
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(-1))
    child.once('close', (code) => {
      children.delete(child)
      resolve(code)
    })
  })
  return { child, ended, printed: () => printed }
}

/** Runs to the end; `fails: true` wants it to. Gives what it printed. */
export const run = async (command, args, { fails = false, ms = 240_000, ...how } = {}) => {
  const { child, ended, printed } = start(command, args, how)
  const tooLong = setTimeout(() => stop(child), ms)
  const code = await ended
  clearTimeout(tooLong)
  if ((code !== 0) !== fails)
    throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${printed().slice(-4_000)}`)
  return printed()
}

/** Starts what says where it is (`ready at …`, `listening  …`), and gives that and a way to end it. */
export const serving = async (
  command,
  args,
  { says = /(?:ready at|listening {2}) ?(http:\S+)/, ms = 120_000, ...how } = {},
) => {
  const { child, ended, printed } = start(command, args, how)
  const deadline = Date.now() + ms
  let over = false
  ended.then(() => (over = true))
  for (;;) {
    const [, url] = says.exec(printed()) ?? []
    if (url) return { url, printed, close: () => end(child, ended) }
    if (over || Date.now() > deadline) {
      stop(child)
      throw new Error(`${[command, ...args].join(' ')} does not serve:\n${printed().slice(-4_000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** npm as this Node has it, to be run by any Node. */
const npmCli =
  process.env.npm_execpath && /npm-cli\.js$/.test(process.env.npm_execpath)
    ? process.env.npm_execpath
    : join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')

const quiet = ['--no-audit', '--no-fund', '--prefer-offline']
export const npm = (node, args, how = {}) => run(node, [npmCli, ...args], { node, ...how })

let count = 0
export const freshFolder = (files = {}) => {
  const made = join(folder, 'tries', String(++count))
  mkdirSync(made, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true })
    writeFileSync(join(made, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  }
  return made
}

/** Packs what `npm publish` would give away; `unpacked` is what is inside. */
export const pack = async () => {
  const printed = await npm(process.execPath, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  })
  const [{ filename, size, unpackedSize }] = JSON.parse(printed.slice(printed.indexOf('[')))
  const tarball = join(folder, filename)
  await run('tar', ['-xzf', tarball, '-C', folder])
  return { tarball, unpacked: join(folder, 'package'), size, unpackedSize }
}

const versions = { 20: '20.19.6', 22: '22', 24: '24', 26: '26' }
export const tools = { nodes: {}, missing: [] }

/** Other Nodes and package managers, as packages of the registry. What cannot be had is said, and its tries are left out. */
export const fetchTools = async () => {
  const home = freshFolder({ 'package.json': { private: true } })
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const fetch = async (name, spec) => {
    const into = join(home, name)
    mkdirSync(into)
    writeFileSync(join(into, 'package.json'), '{ "private": true }')
    await npm(process.execPath, ['install', ...quiet, '--ignore-scripts', `tool@npm:${spec}`], { cwd: into })
    return join(into, 'node_modules/tool')
  }
  const wanted = [
    ...Object.entries(versions).map(([major, version]) => [`node${major}`, `${platform}@${version}`]),
    // The last that is a program of Node; 11 and later are binaries that choose a Node by themselves.
    ['pnpm', 'pnpm@10'],
    ['yarn1', 'yarn@1'],
    ['yarn4', '@yarnpkg/cli-dist@4'],
  ]
  const found = {}
  const fetchOne = async ([name, spec]) => {
    try {
      found[name] = await fetch(name, spec)
    } catch (error) {
      tools.missing.push(
        `${name} (${spec}): ${/npm error (.*)/.exec(error.message)?.[1] ?? error.message.slice(0, 200)}`,
      )
    }
  }
  const half = Math.ceil(wanted.length / 2)
  await Promise.all(
    [wanted.slice(0, half), wanted.slice(half)].map(async (list) => {
      for (const each of list) await fetchOne(each)
    }),
  )
  for (const major of Object.keys(versions))
    if (found[`node${major}`]) tools.nodes[major] = join(found[`node${major}`], 'bin/node')
  for (const name of ['pnpm', 'yarn1', 'yarn4'])
    if (found[name]) {
      const { bin } = JSON.parse(readFileSync(join(found[name], 'package.json'), 'utf8'))
      tools[name] = join(found[name], typeof bin === 'string' ? bin : bin[name.replace(/\d$/, '')])
    }
}

/** One line each: how it adds packages to a project, and how it runs Node in it. */
export const managers = {
  npm: {
    add: (node, cwd, specs, how) =>
      npm(node, ['install', ...quiet, '--engine-strict', '--loglevel=warn', ...specs], { cwd, ...how }),
    warns: /npm warn|npm error/i,
  },
  pnpm: {
    add: (node, cwd, specs, how) =>
      run(node, [tools.pnpm, 'add', '--prefer-offline', `--store-dir=${join(caches, 'pnpm')}`, ...specs], {
        node,
        cwd,
        ...how,
      }),
    warns: /\bWARN\b|\bERR_PNPM|unmet peer/,
  },
  yarn1: {
    add: (node, cwd, specs, how) =>
      run(
        node,
        [
          tools.yarn1,
          'add',
          '--non-interactive',
          '--prefer-offline',
          '--cache-folder',
          join(caches, 'yarn1'),
          ...specs,
        ],
        { node, cwd, ...how },
      ),
    warns: /^(?:warning|error) /m,
  },
  yarn4: {
    add: (node, cwd, specs, how) =>
      run(
        node,
        [tools.yarn4, 'add', ...specs.map((spec) => (spec.startsWith('/') ? `dypls-graphql@file:${spec}` : spec))],
        { node, cwd, ...how },
      ),
    // Its own remark that PnP and ES modules are experimental (YN0092) is about any project of ES modules.
    warns: /YN00(?:01|02|03|05|12|16|28|60|68|86)/,
    run: (node, cwd, args) => run(node, [tools.yarn4, 'node', ...args], { node, cwd }),
  },
}

/** An example as its user has it: copied out of the package, its dependency being the packed package. */
export const exampleFrom = async ({ unpacked, tarball }, name, node) => {
  const cwd = freshFolder()
  cpSync(join(unpacked, 'examples', name), cwd, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
  manifest.dependencies['dypls-graphql'] = `file:${tarball}`
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(manifest, null, 2))
  await npm(node, ['install', ...quiet, '--ignore-scripts'], { cwd })
  return cwd
}

export const chromium = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path))
