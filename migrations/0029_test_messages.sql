-- Messages that we send to an address of the shop's own, to see them come in. Each is known again by its id.
create table test_messages (
  id            uuid primary key default uuidv7(),
  channel       text not null,
  connection_id uuid references connections on delete cascade,  -- null: the first support address, of the settings
  address       text not null,
  is_sent       boolean not null default false,
  answer        text not null default '',  -- of the server that was to take it, in its own words
  sent_at       timestamptz not null default now(),
  arrived_at    timestamptz,
  through       jsonb                      -- by which way, and who handed it over: see shared/mailProof.ts
);
create index on test_messages (connection_id, id desc);

-- A DKIM key belongs to a domain, not to an address: all of them stand in one list.
update settings set value = (value - 'dkim' - 'otherKeys') || jsonb_build_object('keys',
  (case when value -> 'dkim' is null or value -> 'dkim' = 'null' then '[]' else jsonb_build_array(value -> 'dkim') end) || coalesce(value -> 'otherKeys', '[]'))
where key = 'email';
