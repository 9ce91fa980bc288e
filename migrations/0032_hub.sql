-- The Customer Hub whole: FAQs, what is known of a chat besides its messages, ratings, and who is in the shop now.

create table faq_categories (
  id         uuid primary key default uuidv7(),
  name       text not null default '',     -- in the shop's language, for the audit log
  names      jsonb not null,               -- { en: "Delivery", nl: … }
  position   int not null default 0,
  created_at timestamptz not null default now()
);
create table faqs (
  id           uuid primary key default uuidv7(),
  name         text not null default '',   -- the question in the shop's language, for the audit log
  category_id  uuid references faq_categories on delete set null,
  is_published boolean not null default false,
  texts        jsonb not null,             -- { en: { question, answer }, nl: … }; a language that is missing is not shown
  position     int not null default 0,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);
create index on faqs (category_id);
create trigger audit after insert or update of texts, is_published, category_id or delete on faqs for each row
  execute function audit_row('faq', 'id', 'name', 'texts', 'is_published', 'category_id');
create trigger audit after insert or update of names or delete on faq_categories for each row
  execute function audit_row('faq_category', 'id', 'name', 'names');

-- Each time that an FAQ was picked in the hub; is_helpful: what was said of it then.
create table faq_picks (
  id         uuid primary key default uuidv7(),
  faq_id     uuid not null references faqs on delete cascade,
  is_helpful boolean,
  at         timestamptz not null default now()
);
create index on faq_picks (faq_id, at);

-- What is known of a web chat besides its ticket.
create table chats (
  ticket_id      uuid primary key references tickets on delete cascade,
  language       text,                     -- in which the hub speaks to the shopper
  order_id       uuid references orders on delete set null,
  email          text,                     -- where an answer goes when the shopper has left, where they said so
  faqs           jsonb not null default '[]',  -- [{ question, answer, at }] picked before the first message
  followed_up_at timestamptz,              -- the one mail about what was missed has gone, or is going
  created_at     timestamptz not null default now()
);

create table ratings (
  ticket_id uuid primary key references tickets on delete cascade,
  is_good   boolean not null,
  words     text not null default '',
  at        timestamptz not null default now()
);

-- Who has the shop open: seen_at moves while they have, and one that stands still for two minutes is over whatever is_here says
-- (a restart hears nobody go). Apart from customers, since it is written often.
create table shopper_presence (
  customer_id uuid primary key references customers on delete cascade,
  is_here     boolean not null default false,
  seen_at     timestamptz not null default now(),
  page_url    text,
  page_title  text not null default '',
  page_at     timestamptz
);

-- Tokens of the shop that were used: none of those that name themselves (jti) is taken twice.
create table shopper_tokens (
  jti        text primary key,
  expires_at timestamptz not null
);
create index on shopper_tokens (expires_at);

-- A visitor without an account, by the address that they gave (D12): no proof of who they are.
alter table shopper_sessions add column is_visitor boolean not null default false;

-- What the shop said to everyone is said in each language now.
update settings set value = jsonb_build_object('texts', (
    select jsonb_object_agg(l, jsonb_build_object('greeting', '', 'welcome', coalesce(value->>'welcome', ''), 'away', '', 'busy', ''))
    from unnest(array['en', 'nl', 'es', 'sv']) l))
  where key = 'webchat';
