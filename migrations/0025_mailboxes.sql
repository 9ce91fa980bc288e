-- How far a mailbox was read over IMAP. Flags say nothing: others read and mark there too (F1).
create table mailbox_cursors (
  connection_id uuid primary key references connections on delete cascade,
  folder        text not null,
  uid_validity  bigint not null,
  first_uid     bigint not null,      -- our reading of this UIDVALIDITY began here; older mail is left alone
  last_uid      bigint not null,      -- all up to here is taken in or in quarantine
  looked_at     timestamptz not null default now(),
  -- What the server has from first_uid on, held against what we have of it.
  server_count  int,
  kept_count    int,
  compared_at   timestamptz
);
