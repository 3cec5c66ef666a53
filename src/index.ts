/** For embedders: `createApp(readConfig(process.env))` gives a fetch-style handler and a listener of `node:http`. */
export { type App, createApp, type Ports } from './app.ts'
export { type Config, ConfigError, readConfig } from './config/config.ts'
export { printGraph } from './schema/print.ts'
export { schema } from './schema/schema.ts'
