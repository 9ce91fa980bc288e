-- Search over everything ever said, and changes of many tickets at once.

-- ── search ──────────────────────────────────────────────────────────────────────────────────────────────

-- One row a message: its folded words with their places, and with them the words of its ticket and its customer, so that a
-- search finds them together. `words` also holds the day and the month of the message ('@d20779', '@m742'): the newest of many
-- hits are found by asking the index for a few days only. Written by the indexer (server/tickets/searchIndex.ts).
create table search_docs (
  message_id uuid primary key,  -- no foreign key: it would lock every message once more; a trigger below removes what goes
  ticket_id  uuid not null,
  at         timestamptz not null,
  words      tsvector not null
);
create index search_docs_words on search_docs using gin (words);
create index search_docs_at on search_docs (at);
create index search_docs_ticket on search_docs (ticket_id, at);

-- Which words there are, so that "retur…" can be asked as the words that begin so.
create table search_words (
  word text collate "C" primary key
) with (fillfactor = 100);

-- What waits to be indexed: written in the same transaction as the change itself, so that nothing is ever missed, and
-- emptied within a second or two. No key and no index: the hot path pays one short insert.
create table search_pending (message_id uuid not null);

-- Messages from before this table existed are indexed from the newest to the oldest, some at a time, while all goes on.
create table search_backfill (before uuid not null);
insert into search_backfill select 'ffffffff-ffff-ffff-ffff-ffffffffffff' where exists (select 1 from messages);

create function search_came() returns trigger language plpgsql as $$
begin
  insert into search_pending select id from came;
  return null;
end $$;
create trigger messages_search_came after insert on messages referencing new table as came
  for each statement execute function search_came();

create function search_went() returns trigger language plpgsql as $$
begin
  delete from search_docs where message_id in (select id from went);
  return null;
end $$;
create trigger messages_search_went after delete on messages referencing old table as went
  for each statement execute function search_went();

create function search_changed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'messages' then
    insert into search_pending values (new.id);
  elsif tg_table_name = 'tickets' then
    insert into search_pending select id from messages where ticket_id = new.id;
  else
    insert into search_pending select m.id from tickets t join messages m on m.ticket_id = t.id where t.customer_id = new.id;
  end if;
  return null;
end $$;
create trigger messages_search_changed after update of text, subject, ticket_id, created_at on messages for each row
  when ((old.text, old.subject, old.ticket_id, old.created_at) is distinct from (new.text, new.subject, new.ticket_id, new.created_at))
  execute function search_changed();
create trigger tickets_search_changed after update of subject, customer_id on tickets for each row
  when ((old.subject, old.customer_id) is distinct from (new.subject, new.customer_id)) execute function search_changed();
create trigger customers_search_changed after update of name, email, phone on customers for each row
  when ((old.name, old.email, old.phone) is distinct from (new.name, new.email, new.phone)) execute function search_changed();

-- A name without case and accents, for finding it although it is typed a little wrong.
create function search_name(name text) returns text immutable strict parallel safe language sql
  return normalize(regexp_replace(normalize(lower(name collate "pg_c_utf8"), nfkd), '[\u0300-\u036f]', '', 'g'), nfc);
drop index customers_name_trgm;
create index customers_search_name on customers using gin (search_name(name) gin_trgm_ops);
-- An address or an order number by how it begins.
create index identities_value on identities (value text_pattern_ops);
create index orders_number on orders (number text_pattern_ops);

-- ── bulk ────────────────────────────────────────────────────────────────────────────────────────────────

-- One change of many tickets, asked for at once and made by a job some hundred at a time.
create table bulk_runs (
  id         uuid primary key default uuidv7(),
  agent_id   uuid not null references agents on delete cascade,  -- who asked
  actor_kind text not null check (actor_kind in ('agent', 'api')),
  actor_name text not null,
  change     jsonb not null,
  undoes     uuid references bulk_runs on delete set null,       -- the run that this one takes back
  state      text not null default 'running' check (state in ('running', 'cancelled', 'done')),
  total      int not null,
  next       int not null default 0,                             -- the first item that is not settled yet
  done       int not null default 0,
  same       int not null default 0,
  refused    int not null default 0,
  held_from  int,                                                -- from this item on, closing is for good …
  held_until timestamptz,                                        -- … and waits until then, so that it can be taken back
  created_at timestamptz not null default now(),
  ended_at   timestamptz
);
create index on bulk_runs (agent_id, id desc);

-- The tickets of a run as they were chosen, in order, each with how it ended.
create table bulk_items (
  run_id    uuid not null references bulk_runs on delete cascade,
  position  int not null,
  ticket_id uuid not null,
  state     text not null default 'waiting' check (state in ('waiting', 'done', 'same', 'refused', 'cancelled')),
  why       text,    -- the code of a refusal, or a sentence
  was       jsonb,   -- what the change replaced …
  became    jsonb,   -- … and by what: it is taken back only where it still is so
  primary key (run_id, position)
);
