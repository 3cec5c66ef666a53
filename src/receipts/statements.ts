import type { Statement } from '../store/store.ts'

/** The statements of the write path. Each takes whole columns, so that a batch is one round trip. */

const named = (name: string, text: string): Statement => ({ name, text })

/** In the order of their keys, so that two writers never wait for each other. Gives those that were not there yet. */
export const insertReceipts = named(
  'insert receipts',
  `insert into receipt (type, dedup_key, source, pool_key, sub_id, call_id, secret_no, occurred_at, digest, body)
  select type, dedup_key, source, pool_key, sub_id, call_id, secret_no, to_timestamp(occurred_at), digest, body
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::bytea[], $10::bytea[])
    as item (type, dedup_key, source, pool_key, sub_id, call_id, secret_no, occurred_at, digest, body)
  on conflict (type, dedup_key) do nothing
  returning type, dedup_key`,
)

/** Of receipts that were there already: those whose content is another one. */
export const insertVariants = named(
  'insert variants',
  `insert into receipt_variant (receipt_id, source, digest, body)
  select receipt.id, item.source, item.digest, item.body
  from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[]) as item (type, dedup_key, source, digest, body)
  join receipt on receipt.type = item.type and receipt.dedup_key = item.dedup_key
  where receipt.digest <> item.digest
  on conflict (receipt_id, digest) do nothing
  returning 1`,
)

/** There is one receipt of a type and call, so that joining what they say is the same in any order. */
export const foldCalls = named(
  'fold calls',
  `insert into call (call_id, facts)
  select call_id, facts from unnest($1::text[], $2::jsonb[]) as item (call_id, facts)
  on conflict (call_id) do update
  set facts = call.facts || excluded.facts, last_received_at = now(), tx = pg_current_xact_id()`,
)

export const foldNumbers = named(
  'fold numbers',
  `insert into number_state (secret_no, pool_key, no_status, since)
  select secret_no, pool_key, no_status, to_timestamp(since)
  from unnest($1::text[], $2::text[], $3::int[], $4::float8[]) as item (secret_no, pool_key, no_status, since)
  on conflict (secret_no) do update
  set pool_key = coalesce(excluded.pool_key, number_state.pool_key), no_status = excluded.no_status, since = excluded.since
  where excluded.since > number_state.since`,
)

export const insertQuarantine = named(
  'insert quarantine',
  `insert into quarantine (source, type, reason, bytes, digest, body)
  select source, type, reason, bytes, digest, body
  from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bytea[], $6::bytea[])
    as item (source, type, reason, bytes, digest, body)
  on conflict (type, digest) do update set seen = quarantine.seen + 1
  returning seen`,
)

export const selectCall = named(
  'select call',
  'select started_at, first_received_at from call where call_id = $1 and pool_key = $2',
)
