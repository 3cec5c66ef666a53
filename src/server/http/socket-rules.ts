/** How long a connection may take for what (PROMISES §3). */
export const socketRules = {
  maxHeaderSize: 16_384,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the 60 s for which usual load balancers keep theirs: they let go first, so no request meets a closed door.
  keepAliveTimeout: 65_000,
  // Ours to refuse (guards.ts), with the headers that every answer has.
  requireHostHeader: false,
} as const

/** A connection costs some 20 KB; this many leave descriptors for the upstream where the usual limit is higher. */
export const mostConnections = 8_192

/**
 * Connections that may wait to be taken; the kernel caps it (`net.core.somaxconn`). With node's own 511 a crowd of callers
 * overflows it, and a client that is left out tries again only after a second.
 */
export const backlog = 4_096
