-- The whole store of a helpdesk, readable from top to bottom. Forward only: later changes are further files.
-- Keys are UUIDv7, so that they sort by time; words that a person chooses (tags, labels) are text keys, so that
-- a filter reads like the screen. Times are timestamptz and end in _at.

create extension if not exists pg_trgm;

-- Settings of this installation, one row a subject; a value marked secret is encrypted before it comes here.
create table settings (
  key        text primary key,
  value      jsonb not null,
  updated_at timestamptz not null default now()
);

-- ── team ────────────────────────────────────────────────────────────────────────────────────────────────
-- agents, sessions, sign_in_accounts, verifications, two_factors and api_keys are better-auth's tables under our names.

create table agents (
  id                 uuid primary key default uuidv7(),
  name               text not null,
  email              text not null unique,
  email_verified     boolean not null default false,
  image              text,
  role               text not null default 'agent' check (role in ('owner', 'admin', 'manager', 'agent')),
  language           text not null default 'en',
  two_factor_enabled boolean not null default false,
  availability       text not null default 'away' check (availability in ('online', 'away')),
  last_assigned_at   timestamptz not null default '-infinity',  -- round robin: who has waited longest is next
  deactivated_at     timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table sessions (
  id         uuid primary key default uuidv7(),
  agent_id   uuid not null references agents on delete cascade,
  token      text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sessions (agent_id);

create table sign_in_accounts (
  id                       uuid primary key default uuidv7(),
  agent_id                 uuid not null references agents on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
create index on sign_in_accounts (agent_id);

create table verifications (
  id         uuid primary key default uuidv7(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on verifications (identifier);

create table invitations (
  id          uuid primary key default uuidv7(),
  email       text not null,
  role        text not null check (role in ('admin', 'manager', 'agent')),
  token_hash  text not null unique,
  invited_by  uuid references agents on delete set null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  accepted_at timestamptz
);

create table teams (
  id         uuid primary key default uuidv7(),
  name       text not null unique,
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index teams_one_default on teams (is_default) where is_default;

create table team_members (
  team_id  uuid not null references teams on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  primary key (team_id, agent_id)
);
create index on team_members (agent_id);

-- ── customers ───────────────────────────────────────────────────────────────────────────────────────────

create table customers (
  id         uuid primary key default uuidv7(),
  name       text not null default '',
  email      text,
  phone      text,
  language   text,
  city       text,
  image      text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index customers_name_trgm on customers using gin (name gin_trgm_ops);

-- One way of reaching or recognising a customer: an address, a number, a shopper id. Found by (kind, value).
create table identities (
  id          uuid primary key default uuidv7(),
  customer_id uuid not null references customers on delete cascade,
  kind        text not null check (kind in ('email', 'phone', 'shopper', 'whatsapp', 'instagram', 'visitor')),
  value       text not null,
  is_verified boolean not null default false,
  bounced_at  timestamptz,
  created_at  timestamptz not null default now(),
  unique (kind, value)
);
create index on identities (customer_id);

-- What happened to a customer: "Placed Order", "Ticket Created" …; unique_key makes a repeat change nothing.
create table events (
  id          uuid primary key default uuidv7(),
  customer_id uuid not null references customers on delete cascade,
  name        text not null,
  properties  jsonb not null default '{}',
  unique_key  text unique,
  occurred_at timestamptz not null default now()
);
create index on events (customer_id, occurred_at desc);

-- ── commerce ────────────────────────────────────────────────────────────────────────────────────────────

create table stores (
  id         uuid primary key default uuidv7(),
  name       text not null,
  kind       text not null,
  domain     text not null unique,
  currency   text not null,
  created_at timestamptz not null default now()
);

create table orders (
  id          uuid primary key default uuidv7(),
  store_id    uuid not null references stores on delete cascade,
  customer_id uuid not null references customers on delete cascade,
  external_id text not null,
  number      text not null,
  status      text not null,
  currency    text not null,
  total       numeric(12, 2) not null,
  items       jsonb not null default '[]',  -- [{ title, quantity, price }]
  tracking    jsonb,                         -- { carrier, number, url }
  placed_at   timestamptz not null,
  updated_at  timestamptz not null default now(),
  unique (store_id, external_id)
);
create index on orders (customer_id, placed_at desc);

-- ── tickets ─────────────────────────────────────────────────────────────────────────────────────────────

create table tags (
  key         text primary key,
  name        text not null,
  description text not null default '',
  keywords    text[] not null default '{}',
  is_auto     boolean not null default true,  -- may the model put it on a ticket by itself
  created_at  timestamptz not null default now()
);

-- The row behind the inbox: all that lists, filters and sorts read stands here, so that a list never joins messages.
create table tickets (
  id                   uuid primary key default uuidv7(),
  number               bigint generated always as identity unique,
  channel              text not null,
  subject              text not null default '',
  status               text not null default 'open' check (status in ('open', 'snoozed', 'closed')),
  priority             text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  customer_id          uuid not null references customers,
  identity_id          uuid references identities on delete set null,  -- where the customer wrote from
  assignee_id          uuid references agents on delete set null,
  team_id              uuid references teams on delete set null,
  tags                 text[] not null default '{}',
  language             text,
  is_spam              boolean not null default false,
  is_automated         boolean not null default false,
  sentiment_id         uuid,             -- the receipt in sentiments; the three below are its list columns
  sentiment_label      text check (sentiment_label in ('urgent', 'negative', 'neutral', 'positive', 'promoter')),
  sentiment_score      numeric(3, 1),
  order_value          numeric(12, 2),   -- the customer's most recent order when the ticket was last routed
  preview              text not null default '',
  message_count        int not null default 0,
  reply_token          text not null unique,  -- in our Reply-To address: threads mail whose headers were lost
  linked_ticket_id     uuid references tickets on delete set null,
  warning              text,             -- why this was kept apart from the linked ticket, say
  last_message_at      timestamptz not null default now(),
  last_inbound_id      uuid,             -- the newest customer message; a reply states the one it has seen
  last_inbound_at      timestamptz,
  waiting_since        timestamptz,      -- the oldest customer message that nobody answered
  first_replied_at     timestamptz,
  customer_read_at     timestamptz,
  snoozed_until        timestamptz,
  closed_at            timestamptz,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
-- Each standing view and sort has an index that yields its page in order. Whoever has no score, or waits for nothing, sorts
-- last by a value beyond all others, so that a page can begin in the middle by one comparison.
create index tickets_newest     on tickets (last_message_at, id) where not is_spam;
-- What the numbers beside the views ask stands in the index, so that counting reads no tickets.
create index tickets_open       on tickets (last_message_at, id) include (last_inbound_at, created_at, sentiment_label)
  where status = 'open' and not is_spam;
create index tickets_unassigned on tickets (last_message_at, id) where status = 'open' and not is_spam and assignee_id is null;
create index tickets_mine       on tickets (assignee_id, last_message_at, id) where status = 'open' and not is_spam;
create index tickets_spam       on tickets (last_message_at, id) where is_spam;
create index tickets_open_worst on tickets (coalesce(sentiment_score, 99), id) where status = 'open' and not is_spam;
create index tickets_worst      on tickets (coalesce(sentiment_score, 99), id) where not is_spam;
create index tickets_waiting    on tickets (coalesce(waiting_since, 'infinity'), id) where status = 'open' and not is_spam;
create index tickets_label      on tickets (sentiment_label, last_message_at, id) where not is_spam;
create index tickets_customer   on tickets (customer_id, created_at desc);
create index tickets_snoozed    on tickets (snoozed_until) where status = 'snoozed';
create index tickets_tags       on tickets using gin (tags);

create table messages (
  id            uuid primary key default uuidv7(),  -- outgoing: chosen by the browser, so a double click is one message
  ticket_id     uuid not null references tickets on delete cascade,
  channel       text not null,
  external_id   text,                                -- the vendor's id; a Message-ID for mail
  direction     text not null check (direction in ('in', 'out')),
  is_note       boolean not null default false,
  author_kind   text not null check (author_kind in ('customer', 'agent', 'system')),
  author_id     uuid,
  author_name   text not null default '',
  subject       text,
  text          text not null default '',
  quoted_text   text,                                -- the history below the reply, folded away on screen
  html          text,                                -- sanitised
  mail          jsonb,                               -- { from, to, cc, inReplyTo, references } of a mail
  is_automated  boolean not null default false,
  automated_why text,                                -- auto-reply, bounce, list …
  state         text not null check (state in ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed')),
  error         text,                                -- the vendor's own words
  payload_id    uuid,
  sent_at       timestamptz,
  delivered_at  timestamptz,
  read_at       timestamptz,
  created_at    timestamptz not null default now()
);
create unique index messages_external on messages (channel, external_id) where external_id is not null;
create index messages_ticket on messages (ticket_id, created_at, id);

-- Every attempt to send, with the vendor's answer: a retry is a new row, never an erased error.
create table delivery_attempts (
  id          uuid primary key default uuidv7(),
  message_id  uuid not null references messages on delete cascade,
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  outcome     text check (outcome in ('sent', 'retry', 'failed')),
  answer      text
);
create index on delivery_attempts (message_id);

create table attachments (
  id         uuid primary key default uuidv7(),
  message_id uuid references messages on delete cascade,  -- null: uploaded for a message not yet sent
  uploaded_by uuid,                                        -- the agent, or the customer in chat, who uploaded it
  name       text not null,
  mime_type  text not null,
  size       bigint not null,
  content_id text,
  is_inline  boolean not null default false,
  file       text not null,  -- sha-256 of the bytes, the name in the file store
  created_at timestamptz not null default now()
);
create index on attachments (message_id);

-- Every inbound payload as it came, with where it ended: nothing is ever lost without a row that says so.
create table payloads (
  id          uuid primary key default uuidv7(),
  channel     text not null,
  state       text not null default 'accepted'
              check (state in ('accepted', 'ticket', 'appended', 'duplicate', 'automated', 'spam', 'quarantined')),
  envelope    jsonb not null default '{}',  -- { from, to, remoteAddress } or webhook headers
  file        text not null,                -- sha-256 of the raw bytes; the name in the file store where body is null
  body        bytea,                        -- the raw bytes themselves, when small: durable by this row's own commit
  size        bigint not null,
  ticket_id   uuid references tickets on delete set null,
  error       text,
  received_at timestamptz not null default now(),
  ended_at    timestamptz
);
create index payloads_unaccounted on payloads (received_at) where state in ('accepted', 'quarantined');

create table ticket_reads (
  ticket_id uuid not null references tickets on delete cascade,
  agent_id  uuid not null references agents on delete cascade,
  read_at   timestamptz not null default now(),
  primary key (ticket_id, agent_id) include (read_at)
);

-- What happened to a ticket, with who and why: a person, a rule (with its trace), the model, the API.
create table timeline (
  id         uuid primary key default uuidv7(),
  ticket_id  uuid not null references tickets on delete cascade,
  kind       text not null,
  actor_kind text not null check (actor_kind in ('agent', 'customer', 'rule', 'model', 'system', 'api')),
  actor_id   uuid,
  actor_name text not null default '',
  data       jsonb not null default '{}',
  at         timestamptz not null default clock_timestamp()
);
create index on timeline (ticket_id, at);

-- ── triage ──────────────────────────────────────────────────────────────────────────────────────────────

-- The receipt of each reading by the model: what it said, of which words, and which model said it.
create table sentiments (
  id           uuid primary key default uuidv7(),
  ticket_id    uuid not null references tickets on delete cascade,
  occasion     text not null check (occasion in ('created', 'handed_off', 'reopened', 'split', 'not_spam')),
  label        text not null,
  score        numeric(3, 1) not null,
  confidence   real not null,
  is_sure      boolean not null,
  evidence     text[] not null default '{}',
  reason       text not null default '',
  model        text not null,
  fell_back    text,             -- why the built-in model answered in place of the configured one
  evaluated_at timestamptz not null default now()
);
create index on sentiments (ticket_id);

create table rules (
  id         uuid primary key default uuidv7(),
  position   int not null,
  name       text not null,
  filter     jsonb not null,
  actions    jsonb not null,  -- [{ action, input }]
  is_enabled boolean not null default true,
  created_by uuid references agents on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on rules (position);

-- ── views ───────────────────────────────────────────────────────────────────────────────────────────────

create table views (
  id         uuid primary key default uuidv7(),
  name       text not null,
  owner_id   uuid references agents on delete cascade,  -- who made it; null: the installation
  is_shared  boolean not null default false,
  filter     jsonb not null,
  sort       text not null default 'newest',
  position   int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- ── web chat ────────────────────────────────────────────────────────────────────────────────────────────

-- A shopper who proved who they are with the shop's signed token holds one of these; only its hash is kept.
create table shopper_sessions (
  id          uuid primary key default uuidv7(),
  customer_id uuid not null references customers on delete cascade,
  token_hash  text not null unique,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null
);

-- ── trial ───────────────────────────────────────────────────────────────────────────────────────────────

-- The demo customers' mailbox: what Warmline sends while no outgoing mail server is configured.
create table trial_mails (
  id          uuid primary key default uuidv7(),
  to_address  text not null,
  from_address text not null,
  subject     text not null default '',
  text        text not null default '',
  message_id  text,
  headers     jsonb not null default '{}',
  is_outgoing boolean not null default false,  -- true: written by the demo customer
  received_at timestamptz not null default now()
);
create index on trial_mails (to_address, received_at desc);
