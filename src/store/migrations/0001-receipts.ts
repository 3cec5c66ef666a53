export const sql = `
-- Things of which there is one a database, such as the key that is used where the operator gave none.
create table setting (
  name text primary key,
  value text not null
);

-- Every receipt once, as it came. The body is sealed (AES-256-GCM); what stands beside it holds no real number.
-- A cursor over receipts is (tx, id): an id alone is drawn before its transaction commits, so readers stop before
-- pg_snapshot_xmin and miss nothing.
create table receipt (
  id bigint generated always as identity primary key,
  type text not null,
  dedup_key text not null,
  received_at timestamptz not null default now(),
  source text not null check (source in ('push', 'mns')),
  pool_key text,
  sub_id text,
  call_id text,
  secret_no text,
  occurred_at timestamptz,
  digest bytea not null,
  body bytea not null,
  tx xid8 not null default pg_current_xact_id(),
  unique (type, dedup_key)
);
create index receipt_cursor on receipt (tx, id);

-- The same receipt told once more with other content: a correction, perhaps. Never dropped in silence.
create table receipt_variant (
  id bigint generated always as identity primary key,
  receipt_id bigint not null references receipt (id) on delete cascade,
  received_at timestamptz not null default now(),
  source text not null check (source in ('push', 'mns')),
  digest bytea not null,
  body bytea not null,
  tx xid8 not null default pg_current_xact_id(),
  unique (receipt_id, digest)
);

-- What could not be taken for a receipt, and why. Told again, it is counted.
create table quarantine (
  id bigint generated always as identity primary key,
  received_at timestamptz not null default now(),
  source text not null check (source in ('push', 'mns')),
  type text not null,
  reason text not null,
  seen integer not null default 1,
  bytes integer not null,
  digest bytea not null,
  body bytea not null,
  unique (type, digest)
);

-- The first receipt that says something wins, in this order: what comes later in a call knows more of it.
create function fact(facts jsonb, name text) returns text language sql immutable parallel safe return coalesce(
  facts -> 'SecretReport' ->> name,
  facts -> 'SecretPickUpReport' ->> name,
  facts -> 'SecretRingReport' ->> name,
  facts -> 'SecretStartReport' ->> name,
  facts -> 'SecretRecording' ->> name,
  facts -> 'SecretAsrReport' ->> name
);

create function fact_at(facts jsonb, name text) returns timestamptz language sql immutable parallel safe
  return to_timestamp(fact(facts, name)::float8 / 1000);

-- A call as its receipts tell it: \`facts\` holds what each type said, under the name of the type. There is one receipt of
-- a type and call, so that putting them together gives the same in any order and never less than before.
-- The columns are computed from it. Real numbers are sealed; their refs find them.
create table call (
  call_id text primary key,
  facts jsonb not null,
  first_received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  tx xid8 not null default pg_current_xact_id(),
  pool_key text generated always as (fact(facts, 'poolKey')) stored,
  sub_id text generated always as (fact(facts, 'subsId')) stored,
  out_id text generated always as (fact(facts, 'outId')) stored,
  secret_no text generated always as (fact(facts, 'numberX')) stored,
  ref_a text generated always as (fact(facts, 'numberARef')) stored,
  ref_b text generated always as (fact(facts, 'numberBRef')) stored,
  started_at timestamptz generated always as (fact_at(facts, 'callTime')) stored,
  ended_at timestamptz generated always as (fact_at(facts, 'releaseTime')) stored
);
create index call_of_pool on call (pool_key, started_at desc, call_id);
create index call_of_a on call (ref_a) where ref_a is not null;
create index call_of_b on call (ref_b) where ref_b is not null;

-- Whether an X number is in trouble, by the latest report of it (0 abnormal, 1 normal again).
create table number_state (
  secret_no text primary key,
  pool_key text,
  no_status integer not null,
  since timestamptz not null
);
`
