-- Channels with reply windows: templates, answers to one message, people with two ids, messages written elsewhere.

-- The templates of a connection, as its vendor listed them.
create table template_lists (
  connection_id uuid primary key references connections on delete cascade,
  templates     jsonb not null,          -- see shared/templates.ts
  read_at       timestamptz not null default now()
);

-- The external id of the message that this one answers in particular.
alter table messages add column answers text;

-- A further id of an identity: whoever writes under it is the same person on the same channel.
create table identity_aliases (
  kind        text not null,
  value       text not null,
  identity_id uuid not null references identities on delete cascade,
  primary key (kind, value)
);
create index on identity_aliases (identity_id);

-- Up to which message the customer was told that we have read.
alter table tickets add column told_read_id uuid;

-- Unknown: no answer came, so that it may have gone out.
alter table delivery_attempts drop constraint delivery_attempts_outcome_check;
alter table delivery_attempts add constraint delivery_attempts_outcome_check check (outcome in ('sent', 'retry', 'failed', 'unknown'));
