-- Texts: short links with their clicks, and which marketing message a customer answers.

create table links (
  id         uuid primary key default uuidv7(),
  code       text not null unique,         -- in its short address
  message_id uuid not null references messages on delete cascade,
  url        text not null,
  clicks     int not null default 0,
  clicked_at timestamptz,                  -- the last one
  unique (message_id, url)
);

-- The first text after a marketing message, within the window: it answers that message, and no later one does (R187 to R192).
create table attributions (
  message_id uuid primary key references messages on delete cascade,
  event_id   uuid not null unique references events on delete cascade
);
-- The marketing message that the ticket's newest attributed text answers: { kind, name, message, receivedAt, answeredAt, messageId }.
alter table tickets add column answer_to jsonb;

create index on events (customer_id, name, occurred_at desc);
