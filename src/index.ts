/**
 * For embedders: `createApp(readConfig(process.env))` gives `fetch` and `handle` for a server of their own,
 * `createServer(readConfig(process.env))` the whole HTTP server.
 */
export { type App, createApp, type Ports } from './app.ts'
export { createServer, type Server } from './commands/serve.ts'
export { type Config, ConfigError, readConfig } from './config/config.ts'
export { openViewer, type Scope, sandboxViewer, scopes, type Viewer } from './graph/request/viewer.ts'
export { printGraph } from './schema/print.ts'
export { schema } from './schema/schema.ts'
export type { Admission, Admit, Refusal } from './server/admission/admit.ts'
