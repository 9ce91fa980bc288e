-- What signing in needs beyond sessions and passwords. These are better-auth's tables under our names; a test holds
-- them against what the library expects, so an upgrade that wants another column fails there and not at somebody's sign-in.

-- An agent's authenticator secret and backup codes, both encrypted before they come here.
create table two_factors (
  id                        uuid primary key default uuidv7(),
  agent_id                  uuid not null references agents on delete cascade,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean default true,  -- false: set up, but no code was entered yet
  failed_verification_count integer default 0,
  locked_until              timestamptz
);
create index on two_factors (agent_id);
create index on two_factors (secret);

-- API keys. `key` is the SHA-256 of the key, which is shown once and kept nowhere.
create table api_keys (
  id                     uuid primary key default uuidv7(),
  config_id              text not null default 'default',
  agent_id               uuid not null references agents on delete cascade,
  name                   text,
  start                  text,     -- the first characters, to tell keys apart
  prefix                 text,
  key                    text not null,
  enabled                boolean default true,
  rate_limit_enabled     boolean default false,
  rate_limit_time_window integer,
  rate_limit_max         integer,
  request_count          integer default 0,
  remaining              integer,
  refill_interval        integer,
  refill_amount          integer,
  last_refill_at         timestamptz,
  last_request           timestamptz,
  expires_at             timestamptz,
  permissions            text,
  metadata               text,
  created_at             timestamptz not null default now(),
  updated_at             timestamptz not null default now()
);
create index on api_keys (config_id);
create index on api_keys (agent_id);
create unique index on api_keys (key);

-- One open invitation an address: a repeated one replaces the older.
create unique index invitations_one_open on invitations (email) where accepted_at is null;
