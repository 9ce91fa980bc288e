-- Work on tickets: snoozing, merging and splitting, followers, blocked senders, and what the shop itself calls spam.

-- Where the agent's clock stands (IANA); null until a desk has said it.
alter table agents add column time_zone text;

-- The running reminder of a ticket. One row a ticket; it is gone once the reminder came or was taken back.
create table snoozes (
  ticket_id   uuid primary key references tickets on delete cascade,
  agent_id    uuid references agents on delete set null,  -- who is told
  until       timestamptz not null,
  if_no_reply boolean not null default true,              -- false: comes at its time also when the customer has written before
  begun_at    timestamptz not null default now()
);
create index on snoozes (until);
insert into snoozes (ticket_id, until) select id, snoozed_until from tickets where status = 'snoozed' and snoozed_until is not null;

-- A merged ticket is closed, holds no messages and leads to another. What came to it comes to that one.
alter table tickets add column merged_into_id uuid references tickets on delete set null;
create index tickets_merged on tickets (merged_into_id) where merged_into_id is not null;

create table merges (
  id        uuid primary key default uuidv7(),
  source_id uuid not null references tickets on delete cascade,
  target_id uuid not null references tickets on delete cascade,
  agent_id  uuid references agents on delete set null,
  source    jsonb not null,  -- the source's own columns as they were before
  target    jsonb not null,  -- the target's, before and after: { before, after }
  merged_at timestamptz not null default clock_timestamp(),
  undone_at timestamptz
);
create unique index merges_active on merges (source_id) where undone_at is null;
create index on merges (target_id);

-- The ticket in which a message was written, where a merge has moved it; null: the one where it stands.
alter table messages add column home_id uuid;
create index messages_home on messages (home_id) where home_id is not null;

create table followers (
  ticket_id uuid not null references tickets on delete cascade,
  agent_id  uuid not null references agents on delete cascade,
  since     timestamptz not null default now(),
  primary key (ticket_id, agent_id)
);
create index on followers (agent_id, ticket_id);

-- Whoever writes from one of these makes no ticket; what they send stays in the ledger (payloads, state 'blocked').
create table blocked_senders (
  id         uuid primary key default uuidv7(),
  kind       text not null,   -- of the identity: email, phone …
  value      text not null,
  blocked_by uuid references agents on delete set null,
  ticket_id  uuid references tickets on delete set null,  -- the one on which somebody had enough
  created_at timestamptz not null default now(),
  unique (kind, value)
);
alter table payloads add column blocked_sender_id uuid references blocked_senders on delete set null;
create index on payloads (blocked_sender_id) where blocked_sender_id is not null;
alter table payloads drop constraint payloads_state_check;
alter table payloads add constraint payloads_state_check
  check (state in ('accepted', 'ticket', 'appended', 'duplicate', 'automated', 'spam', 'quarantined', 'blocked')) not valid;

-- The shop's own spam filter: in how many spam and other messages a word stood. Both fade with time, from `at` on; the
-- empty word counts the messages themselves.
create table spam_words (
  word text primary key,
  spam double precision not null default 0,
  ham  double precision not null default 0,
  at   timestamptz not null default now()
);
-- What each ticket has taught it, so that a mark can be taken back.
create table spam_lessons (
  ticket_id uuid primary key references tickets on delete cascade,
  is_spam   boolean not null,
  is_marked boolean not null,  -- a person said so; false: an answered ticket, which is no spam
  words     text[] not null,
  at        timestamptz not null default now()
);
