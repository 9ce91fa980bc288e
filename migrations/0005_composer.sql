-- Writing to customers: replies that wait, drafts, macros, mentions and signatures.

-- A reply that has not gone yet: for seconds so that it can be taken back, or until the time its writer chose. It becomes
-- the message of the same id when it goes; until then nothing of it stands in the conversation.
create table held_replies (
  id         uuid primary key,
  ticket_id  uuid not null references tickets on delete cascade,
  agent_id   uuid not null references agents on delete cascade,
  kind       text not null check (kind in ('undo', 'later')),
  content    jsonb not null,                       -- the whole message as it was handed in
  send_at    timestamptz not null,
  seen_at    timestamptz not null default now(),   -- the conversation as the writer knew it
  stopped    text check (stopped in ('customer', 'colleague', 'refused')),
  reason     text,                                 -- why it was refused
  created_at timestamptz not null default now()
);
create index on held_replies (ticket_id);
create index on held_replies (agent_id);

-- What an agent is writing on a ticket; the revision tells two of their browsers apart.
create table drafts (
  agent_id   uuid not null references agents on delete cascade,
  ticket_id  uuid not null references tickets on delete cascade,
  mode       text not null check (mode in ('reply', 'note')),
  revision   int not null default 1,
  content    jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (agent_id, ticket_id, mode)
);
create index on drafts (ticket_id);

create table macros (
  id           uuid primary key default uuidv7(),
  name         text not null,
  html         text not null default '',            -- sanitised, with variables such as {{ order.number }}
  text         text not null default '',            -- the same as plain text
  actions      jsonb not null default '[]',         -- [{ action, input }]
  owner_id     uuid references agents on delete set null,
  is_shared    boolean not null default false,
  use_count    int not null default 0,
  last_used_at timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);

-- A file of a macro is kept as its own row; a message gets a copy of the row, never of the bytes.
alter table attachments add column macro_id uuid references macros on delete cascade;
create index on attachments (macro_id) where macro_id is not null;

-- Who was named in a note.
create table mentions (
  message_id uuid not null references messages on delete cascade,
  agent_id   uuid not null references agents on delete cascade,
  created_at timestamptz not null default now(),
  primary key (message_id, agent_id)
);
create index on mentions (agent_id, created_at desc);

alter table agents add column signature text not null default '';  -- sanitised HTML with variables

-- What stood below the text when it was sent, so that sending again sends the same.
alter table messages add column signature text;
-- A note never has what a channel needs to carry it. What stands there was written under the same rule.
alter table messages add constraint notes_stay_inside check (not is_note or (state = 'sent' and external_id is null)) not valid;
