import type { AuditPage, AuditRecord, AuditWish } from '../../graph/request/audit.ts'
import { type ReadLine, readRecord } from './line.ts'
import type { Sink } from './sink.ts'

/** One question reads at most so much of a file; the answer says where to go on. */
const mostBytes = 4 * 1024 * 1024
/** Records of several processes need not stand in the order of their times. */
const slackMs = 60_000

/**
 * The newest records that fit the wish, or null where `before` names no place in the log. Of the two lines of a mutation the
 * second is the record; the first is one only where there is no second.
 */
export const readAudit = async (sink: Sink, wish: AuditWish): Promise<AuditPage | null> => {
  const lines = sink.newest(wish.before ?? null)
  if (!lines) return null
  const items: AuditRecord[] = []
  const hasEnded = endsOf(sink, wish.before ?? null)
  let bytes = 0
  for await (const { position, text, bytes: size } of lines) {
    bytes += size
    const read = readRecord(position, text)
    const record = read && !(await hasEnded(read)) ? read.record : null
    if (record && wish.since && record.at.getTime() < wish.since.getTime() - slackMs) break
    if (record && fits(record, wish)) items.push(record)
    if (items.length >= wish.first || bytes >= mostBytes) return { items, older: position }
  }
  return { items, older: null }
}

/** Tells of each line, from the newest on, whether it is an intent whose end is recorded. */
const endsOf = (sink: Sink, before: string | null): ((line: ReadLine) => Promise<boolean>) => {
  const seen = new Set<string>()
  let later: ReadonlySet<string> | null = null
  return async ({ record: { outcome }, deed }) => {
    if (deed === null) return false
    if (outcome !== 'unknown') {
      seen.add(deed)
      return false
    }
    if (seen.delete(deed)) return true
    if (before === null) return false
    // Its end may be on a page before this one.
    later ??= await endsSince(sink, before)
    return later.has(deed)
  }
}

/** An end stands soon after its beginning: so many bytes are some thousand mutations. */
const endsSince = async (sink: Sink, position: string): Promise<ReadonlySet<string>> => {
  const ends = new Set<string>()
  let bytes = 0
  for await (const line of sink.since(position)) {
    const { record, deed } = (line.text.includes('"deed"') ? readRecord(line.position, line.text) : null) ?? {}
    if (deed && record?.outcome !== 'unknown') ends.add(deed)
    bytes += line.bytes
    if (bytes >= mostBytes) break
  }
  return ends
}

const fits = ({ at, viewerId, kind }: AuditRecord, wish: AuditWish): boolean =>
  (wish.since == null || at >= wish.since) &&
  (wish.until == null || at < wish.until) &&
  (wish.viewerId == null || viewerId === wish.viewerId) &&
  (wish.kind == null || kind === wish.kind)
