import { phoneNumber } from '../../dypls/terms/phone.ts'
import type { Context } from '../../graph/request/context.ts'
import { type Audit, type AuditOptions, createAudit } from './audit.ts'
import { createFileSink } from './file.ts'
import { createIdRef } from './ref.ts'
import type { Sink } from './sink.ts'
import { createStreamSink, type Out } from './stream.ts'

export type AuditSettings = Omit<AuditOptions, 'sink' | 'refs'> & {
  /** `stdout` or a path. */
  readonly where: string
  readonly out: Out
  readonly refKey: string
  /** The graph's own refs of numbers, so that records can be matched with answers. */
  readonly ref: Context['ref']
}

/** The audit log where the settings want it. The fault is for the terminal: the server must not start with it. */
export const createAuditLog = ({
  where,
  out,
  refKey,
  ref,
  ...ports
}: AuditSettings): Audit | { readonly fault: string } => {
  const refs = { number: (digits: string) => ref(phoneNumber(digits)), id: createIdRef(refKey) }
  const exposed = (): void => ports.log.warn('the audit log may be read by others than its owner: chmod 600')
  try {
    const sink: Sink =
      where === 'stdout' ? createStreamSink(out) : createFileSink({ path: where, now: ports.now, exposed })
    return createAudit({ ...ports, refs, sink })
  } catch (error) {
    return { fault: `DYPLS_AUDIT must be a file that can be written to: ${(error as Error).message}` }
  }
}
