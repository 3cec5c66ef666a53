import type { AuditPage, AuditRecord, AuditWish } from '../../graph/request/audit.ts'
import { readRecord } from './line.ts'
import type { Sink } from './sink.ts'

/** One question reads at most so much of a file; the answer says where to go on. */
const mostBytes = 4 * 1024 * 1024
/** Records of several processes need not stand in the order of their times. */
const slackMs = 60_000

/** The newest records that fit the wish, or null where `before` names no place in the log. */
export const readAudit = async (sink: Sink, wish: AuditWish): Promise<AuditPage | null> => {
  const lines = sink.newest(wish.before ?? null)
  if (!lines) return null
  const items: AuditRecord[] = []
  let bytes = 0
  for await (const { position, text, bytes: size } of lines) {
    bytes += size
    const record = readRecord(position, text)
    if (record && wish.since && record.at.getTime() < wish.since.getTime() - slackMs) break
    if (record && fits(record, wish)) items.push(record)
    if (items.length >= wish.first || bytes >= mostBytes) return { items, older: position }
  }
  return { items, older: null }
}

const fits = ({ at, viewerId, kind }: AuditRecord, wish: AuditWish): boolean =>
  (wish.since == null || at >= wish.since) &&
  (wish.until == null || at < wish.until) &&
  (wish.viewerId == null || viewerId === wish.viewerId) &&
  (wish.kind == null || kind === wish.kind)
