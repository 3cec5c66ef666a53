import type { AttemptReport } from '../aliyun/call-path/reports.ts'
import { createUpstream } from '../aliyun/call-path/upstream.ts'
import {
  type Credentials,
  chainedCredentials,
  officialChain,
  staticCredentials,
} from '../aliyun/signing/credentials.ts'
import type * as ambient from '../ambient/ambient.ts'
import type { Ports } from '../ambient/ports.ts'
import { accountLimitOf } from '../config/account-limit.ts'
import type { Config } from '../config/config.ts'
import { product } from '../dypls/product.ts'
import type { EmbeddedSandbox } from '../embedded-sandbox.ts'
import { reportAttempt } from '../server/telemetry/log.ts'
import type { Metrics } from '../server/telemetry/metrics.ts'

/** Where calls go: as configured, or the embedded sandbox's own address. */
export const endpointOf = (config: Config, sandbox: EmbeddedSandbox | null): URL =>
  sandbox ? new URL(sandbox.url) : config.endpoint

export const credentialsOf = (config: Config, sandbox: EmbeddedSandbox | null, now: () => number): Credentials => {
  const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
  return accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now)
}

type UpstreamPorts = typeof ambient &
  Pick<Partial<Ports>, 'budget'> &
  Pick<Ports, 'log'> & { readonly credentials: Credentials }

/** The client of the account's calls, told of in log, traces and metrics. */
export const openUpstream = (
  config: Config,
  { now, after, soon, random, newNonce, budget, log, credentials }: UpstreamPorts,
  sandbox: EmbeddedSandbox | null,
  metrics: Metrics,
  trace: (attempt: AttemptReport) => void,
) => {
  return createUpstream({
    ...{ now, after, soon, random, nonce: newNonce, budget },
    endpoint: endpointOf(config, sandbox),
    version: product.version,
    signature: config.signature,
    credentials,
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
    limitOf: (row) => accountLimitOf(config, row),
    observe: (attempt) => {
      reportAttempt(log, attempt)
      trace(attempt)
      metrics.attempt(attempt)
    },
    count: (call) => metrics.call(call),
  })
}
