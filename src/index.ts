/**
 * For embedders: `createApp(readConfig(process.env))` gives `fetch` and `handle` for a server of their own,
 * `createServer(readConfig(process.env))` the whole HTTP server.
 */
export { type App, createApp, type Ports } from './app.ts'
export { type Config, ConfigError, readConfig } from './config.ts'
export { openViewer, type Scope, sandboxViewer, scopes, type Viewer } from './graph/viewer.ts'
export { printGraph } from './schema/print.ts'
export { schema } from './schema/schema.ts'
export { createServer, type Server } from './serve.ts'
export type { Admission, Admit, Refusal } from './server/admission.ts'
