-- All channels: the shop's own addresses on them, what each may do, and what vendors tell besides messages.

-- One of the shop's own addresses on a channel: a phone number, a WhatsApp number, an Instagram account, a support address.
create table connections (
  id         uuid primary key default uuidv7(),
  channel    text not null,
  address    text not null,                -- what customers write to, as the vendor names it: +46…, an account id, an address
  name       text not null default '',     -- how the team calls it
  settings   jsonb not null default '{}',  -- the fields of the channel's form that are no secrets
  secrets    jsonb not null default '{}',  -- { field: [sealed, newest first] }: the last one still opens what was signed before a change
  token      text not null unique,         -- in the address of its webhook
  is_enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (channel, address)
);
create trigger audit after insert or update of address, name, settings, secrets, is_enabled or delete on connections for each row
  execute function audit_row('connection', 'id', 'name', '*', 'token');

-- How a connection does; apart from it, since it is written with every message.
create table connection_health (
  connection_id uuid primary key references connections on delete cascade,
  last_in_at    timestamptz,
  last_out_at   timestamptz,
  last_test_at  timestamptz,   -- a signed event of the vendor's test button
  failed_at     timestamptz,   -- the last failure, and the vendor's words
  failure       text,
  broken_at     timestamptz,   -- since when nothing goes: credentials refused, expired; admins were told then
  expires_at    timestamptz    -- of the access token, where the vendor says
);

-- Where the customer wrote to; an answer goes out from there.
alter table tickets add column connection_id uuid references connections on delete set null;
alter table messages add column connection_id uuid references connections on delete set null;
-- What is more than text: a place, contact cards, a story, a button, something we cannot show. See shared/content.ts.
alter table messages add column content jsonb;
alter table messages add column edited_at timestamptz;
alter table messages add column unsent_at timestamptz;  -- the customer took it back: its text and files are gone

create table reactions (
  message_id uuid not null references messages on delete cascade,
  side       text not null check (side in ('customer', 'agent')),
  emoji      text not null,
  at         timestamptz not null default now(),
  primary key (message_id, side)
);

-- Files of inbound messages that the vendor keeps for us: fetched by a job, since a message never waits for them (F15).
create table awaited_files (
  id            uuid primary key default uuidv7(),
  message_id    uuid not null references messages on delete cascade,
  connection_id uuid not null references connections on delete cascade,
  name          text not null,
  mime_type     text not null,
  reference     jsonb not null,      -- what the channel needs to fetch it
  position      int not null default 0,
  error         text,                -- why it could not be fetched: the vendor's words; null while it is on its way
  created_at    timestamptz not null default now()
);
create index on awaited_files (message_id);

-- May we write to this number, and for what? The newest line counts; the others are its history.
create table consents (
  id          uuid primary key default uuidv7(),
  identity_id uuid not null references identities on delete cascade,
  kind        text not null check (kind in ('marketing', 'transactional')),
  is_given    boolean not null,
  source      text not null,         -- keyword, agent, api, vendor, import
  said        text not null default '',  -- the word, the vendor's code, the form
  actor_id    uuid,
  at          timestamptz not null default now()
);
create index on consents (identity_id, kind, at desc, id desc);

alter table identities add column complained_at timestamptz;

alter table payloads add column connection_id uuid references connections on delete set null;
alter table payloads drop constraint payloads_state_check;
alter table payloads add constraint payloads_state_check
  check (state in ('accepted', 'ticket', 'appended', 'duplicate', 'automated', 'spam', 'blocked', 'quarantined', 'keyword', 'receipt', 'nothing', 'discarded'));
create index on payloads (connection_id, received_at desc) where connection_id is not null;
create index on messages (connection_id, created_at desc) where connection_id is not null;
