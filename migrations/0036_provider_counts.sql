-- What a mail provider's own list says it has handed to a connection, held against the ledger.
create table provider_counts (
  connection_id uuid primary key references connections on delete cascade,
  theirs        int,                  -- null: it could not be asked
  ours          int not null,
  problem       text,                 -- in the provider's words
  compared_at   timestamptz not null default now()
);
create index payloads_at_provider on payloads (connection_id, (envelope->>'providerId')) where envelope ? 'providerId';
