#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { Command, InvalidArgumentError } from 'commander'
import type { CreateOptions } from './commands/key.ts'
import type { StoreCommand } from './commands/store.ts'
import { guardOutput, told, untilStopped } from './commands/until-stopped.ts'
import { ConfigError, type Env, readConfig } from './config/config.ts'
import { settings } from './config/settings.ts'

/** The command line: serve (default) · sandbox · schema · doctor · key · store. Each command loads only what it needs. */

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/**
 * V8 watches which objects survive while a process warms up, and may put their like straight into the old space from then
 * on. Here these are parts of requests: each then keeps the rest of its request alive until the next full collection, and
 * which process it hits is a matter of luck (measured on Node 20, 2026-11-25: 47 instead of 9 µs of garbage collection an
 * answer, and 80 MB more).
 */
setFlagsFromString('--no-allocation-site-pretenuring')

/** Flags mirror the settings and win over the environment, so that there is one reader and one complaint. */
const withFlags = (flags: Readonly<Record<string, string>>): Env => ({
  ...process.env,
  ...Object.fromEntries(
    Object.entries(settings).flatMap(([name, { env }]) => (flags[name] === undefined ? [] : [[env, flags[name]]])),
  ),
})

const addSettings = (command: Command): Command => {
  for (const { flag, env, means, fallback } of Object.values(settings))
    command.option(`--${flag} <value>`, `${means} [${env}; default: ${fallback}]`)
  return command
}

const output = guardOutput()

const program = addSettings(new Command('dypls-graphql'))
  .description('GraphQL over Alibaba Cloud’s phone number protection service. Without a command: serve.')
  .version(version)
  // Otherwise the program's own --port would swallow that of `sandbox`.
  .enablePositionalOptions()
  .showHelpAfterError('(see --help)')
  .helpOption('-h, --help', 'show this help')
  .action(async (flags: Record<string, string>) => {
    const config = readConfig(withFlags(flags))
    output.serves()
    if (config.workers > 1) {
      const { serveByWorkers } = await import('./cluster/workers.ts')
      return untilStopped(await serveByWorkers(config, version))
    }
    const { serve } = await import('./commands/serve.ts')
    const { ends, ...running } = await serve(config, version)
    await untilStopped({ ...running, ends: unfit(ends) })
  })

/** Ends the program as a setting does that keeps it from starting, where what it found cannot be served. */
const unfit = async (found: Promise<string | null>): Promise<boolean> => {
  const fault = await found
  if (fault === null) return new Promise(() => {})
  process.stderr.write(`${fault}\n`)
  process.exitCode = ConfigError.exitCode
  return false
}

const portNumber = (text: string): number => {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('must be from 0 to 65535.')
  return Number(text)
}

const callsPerMinute = (text: string): number => {
  if (!/^\d+$/.test(text) || Number(text) > 6_000) throw new InvalidArgumentError('must be from 0 to 6000.')
  return Number(text)
}

program
  .command('sandbox')
  .description('only the sandbox: an upstream for your laptop that verifies real signatures')
  .option('--port <port>', 'port on 127.0.0.1; 0 takes any free one', portNumber, 4010)
  .option('--traffic <calls>', 'calls a minute that happen by themselves', callsPerMinute, 0)
  .option('--push <url>', 'where to push receipts: this URL of this machine with /<MessageType> behind it')
  .action(async ({ port, traffic, push }: { port: number; traffic: number; push?: string }) => {
    const { startSandbox, WishFault } = await import('./sandbox/sandbox.ts')
    const sandbox = await startSandbox({ port, traffic, receipts: { pushUrl: push ?? null } }).catch((error) => {
      if (error instanceof WishFault) throw new ConfigError(error.message)
      throw error
    })
    output.serves()
    const { accessKeyId, accessKeySecret } = sandbox.accessKey
    const banner = [
      `dypls-graphql sandbox ${version} at ${sandbox.url} (state and mischief: ${sandbox.url}/_sandbox)`,
      'Point any client of Dyplsapi at it. The key is made up and works nowhere else:',
      `  ALIBABA_CLOUD_ACCESS_KEY_ID=${accessKeyId} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${accessKeySecret} DYPLS_ENDPOINT=${sandbox.url} HOST=127.0.0.1 DYPLS_AUTH=open dypls-graphql`,
      '',
    ].join('\n')
    await untilStopped({ banner, close: sandbox.close })
  })

program
  .command('schema')
  .description('print the graph as SDL')
  .action(async () => {
    const { printGraph } = await import('./schema/print.ts')
    process.stdout.write(printGraph())
  })

addSettings(program.command('doctor'))
  .description('check settings, clock and signature against the upstream with one harmless call')
  .action(async (flags: Record<string, string>) => {
    const { examine } = await import('./commands/doctor.ts')
    process.exitCode = await examine(withFlags({ ...program.opts(), ...flags }), (line) =>
      process.stdout.write(`${line}\n`),
    )
  })

const terminal = {
  out: (line: string) => process.stdout.write(`${line}\n`),
  tell: (line: string) => process.stderr.write(`${line}\n`),
}

const key = program.command('key').description('API keys: create, list, revoke')

/** An option given several times, or once with commas. */
const listed = (text: string, before: readonly string[]): readonly string[] => [...before, ...text.split(',')]

/** A command about the key file, which `--file` or DYPLS_API_KEYS names. */
const keyCommand = (name: string, description: string): Command =>
  key.command(name).description(description).option('--file <path>', 'the key file [default: DYPLS_API_KEYS]')

const keyFile = ({ file }: { file?: string }): string | undefined =>
  file ?? (withFlags(program.opts()).DYPLS_API_KEYS?.trim() || undefined)

keyCommand('create', 'make a key and print it, this once; the file is made when it is missing')
  .requiredOption('--name <name>', 'whose it is; two live keys may share a name while one takes over')
  .option('--scope <scope>', 'what it may do; again for more', listed, [])
  .option('--pool <key>', 'a pool it may touch; again for more, none when left out', listed, [])
  .option('--all-pools', 'it may touch every pool')
  .option('--expires <when>', 'such as 90d, 12h, 4w or 2027-01-01; never when left out')
  .action(async (options: CreateOptions) => {
    const { createKey } = await import('./commands/key.ts')
    process.exitCode = await createKey({ ...options, file: keyFile(options) }, terminal)
  })

keyCommand('list', 'show the keys: whose, for what, until when').action(async (options: { file?: string }) => {
  const { listKeys } = await import('./commands/key.ts')
  process.exitCode = await listKeys({ file: keyFile(options) }, terminal)
})

keyCommand('revoke', 'take a key away')
  .argument('<id>', 'its id, as `key list` shows it')
  .action(async (id: string, options: { file?: string }) => {
    const { revokeKey } = await import('./commands/key.ts')
    process.exitCode = await revokeKey(id, { file: keyFile(options) }, terminal)
  })

const store = program.command('store').description('what is kept of receipts: migrate, status, prune')

const storeCommand = (name: StoreCommand, description: string): Command =>
  store
    .command(name)
    .description(description)
    .option('--json', 'one JSON object instead of lines')
    .option('--retention-days <value>', 'instead of DYPLS_RETENTION_DAYS')
    .action(async ({ json = false, retentionDays }: { json?: boolean; retentionDays?: string }) => {
      const { onStore } = await import('./commands/store.ts')
      const flags = { ...program.opts(), ...(retentionDays === undefined ? {} : { retentionDays }) }
      process.exitCode = await onStore(name, withFlags(flags), json, terminal)
    })

storeCommand('migrate', 'bring the tables up to date; says what it did')
storeCommand('status', 'count what is kept: receipts by type, calls, quarantine')
storeCommand('prune', 'delete what is older than DYPLS_RETENTION_DAYS')

/** Faults that a person at the terminal can mend get one clear line; anything else is a bug and shows its stack. */
const complain = (error: unknown): number => {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    return ConfigError.exitCode
  }
  const { code, port, address } = error as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE') process.stderr.write(`port ${port} on ${address} is already in use: set PORT or --port\n`)
  else if (code === 'EACCES') process.stderr.write(`port ${port} needs privileges: set PORT or --port above 1023\n`)
  else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    process.stderr.write(`${address ?? 'HOST'} is no address of this machine: set HOST or --host\n`)
  else process.stderr.write(`${told(error)}\n`)
  return 1
}

program.parseAsync().catch((error: unknown) => {
  process.exitCode = complain(error)
})
