-- The demo customers' phones: what stands in their three apps, seen from their side.
create table trial_texts (
  id          uuid primary key default uuidv7(),
  app         text not null check (app in ('sms', 'whatsapp', 'instagram')),
  person      text not null,                   -- the customer's number or id there
  external_id text not null,                   -- the provider's
  is_outgoing boolean not null,                -- true: written by the demo customer
  text        text not null default '',
  files       jsonb not null default '[]',     -- {file, mimeType, name}: the bytes are in the file store
  about       jsonb,                           -- what it holds besides: a place, a story, a template's buttons
  answers     text,                            -- the provider's id of the message that it answers in particular
  state       text not null default 'sent' check (state in ('sent', 'delivered', 'read')),
  reaction    text,                            -- the customer's, to a message of the shop
  unsent_at   timestamptz,
  at          timestamptz not null default now(),
  unique (app, external_id)
);
create index on trial_texts (person, at desc);
