import { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'

/**
 * A span per attempt at the upstream, by the SDK of your choice, loaded before the program:
 *
 *     npm install dypls-graphql graphql @opentelemetry/api @opentelemetry/sdk-trace-node
 *     cp node_modules/dypls-graphql/examples/tracing.mjs .
 *     node --import ./tracing.mjs node_modules/dypls-graphql/dist/main.js
 *
 * Here spans are printed; put the exporter of your collector and BatchSpanProcessor in their place.
 */
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] }).register()
