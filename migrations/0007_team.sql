-- Telling the team, hours, and who changed what.

-- ── notifications ───────────────────────────────────────────────────────────────────────────────────────

-- What a person wants to hear of, and how. A kind that `ways` does not name goes the usual ways (shared/notifications.ts).
create table notification_settings (
  agent_id    uuid primary key references agents on delete cascade,
  ways        jsonb not null default '{}',                                  -- { kind: ["app", "push", "email"] }
  new_tickets text not null default 'teams' check (new_tickets in ('teams', 'all')),
  quiet_from  text,                                                         -- '22:00' by the agent's clock; both or neither
  quiet_until text,
  has_sound   boolean not null default true
);

-- One row a recipient, written in the transaction of its cause.
create table notifications (
  id         uuid primary key default uuidv7(),
  agent_id   uuid not null references agents on delete cascade,
  kind       text not null check (kind in ('new_ticket', 'assigned', 'answered', 'followed', 'mention', 'snooze_ended', 'send_failed')),
  ticket_id  uuid not null references tickets on delete cascade,
  message_id uuid,                       -- no foreign key: this must not hold a message
  actor_name text not null default '',
  ways       text[] not null,            -- as its recipient wished it at that moment
  at         timestamptz not null default now(),
  read_at    timestamptz,
  pushed_at  timestamptz,                -- handed to the push job, or passed over
  settled_at timestamptz,                -- no mail is to come of it any more …
  mailed_at  timestamptz                 -- … because one went
);
create unique index notifications_once on notifications (agent_id, message_id, kind) where message_id is not null;
create index notifications_of on notifications (agent_id, id desc);
create index notifications_unread on notifications (agent_id, ticket_id) where read_at is null;
create index notifications_waiting on notifications (agent_id) where settled_at is null or pushed_at is null;
create index notifications_mailed on notifications (agent_id, ticket_id, mailed_at) where mailed_at is not null;

-- A browser that asked to be told; the two keys are the browser's public ones.
create table push_subscriptions (
  id         uuid primary key default uuidv7(),
  agent_id   uuid not null references agents on delete cascade,
  endpoint   text not null unique,
  p256dh     text not null,
  auth       text not null,
  created_at timestamptz not null default now()
);
create index on push_subscriptions (agent_id);

-- ── hours ───────────────────────────────────────────────────────────────────────────────────────────────

alter table teams add column hours jsonb;  -- shared/hours.ts; null: those of the shop

-- ── audit ───────────────────────────────────────────────────────────────────────────────────────────────

-- Every change of settings and permissions. Written by triggers, so that no way of changing one can forget it.
create table audit (
  id         uuid primary key default uuidv7(),
  at         timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('agent', 'api', 'system')),
  actor_id   uuid,
  actor_name text not null,
  address    text,
  what       text not null check (what in ('created', 'changed', 'removed')),
  subject    text not null,             -- of what kind: team, tag, rule …
  subject_id text not null,
  name       text not null,             -- what it was called then
  before     jsonb not null default '{}',
  after      jsonb not null default '{}'
);
create index on audit (actor_id, id desc);
create index on audit (subject, id desc);

-- A value without its secrets, at any depth: that one was changed is said, what it is never.
create function audit_clean(value jsonb) returns jsonb language sql immutable as $$
  select case jsonb_typeof(value)
    when 'object' then coalesce((
      select jsonb_object_agg(key, case when key ~* '(sealed|secret|password|token|hash)' and v <> 'null' then '"•••"' else audit_clean(v) end)
      from jsonb_each(value) as e (key, v)), '{}')
    when 'array' then coalesce((select jsonb_agg(audit_clean(v)) from jsonb_array_elements(value) as e (v)), '[]')
    else value end
$$;

-- Who acts is said by the transaction (server/platform/acting.ts); without that it is Warmline itself.
create function audit_write(what text, subject text, subject_id text, name text, before jsonb, after jsonb) returns void language plpgsql as $$
declare
  actor jsonb := nullif(current_setting('warmline.actor', true), '')::jsonb;
begin
  if actor->>'kind' = 'silent' then return; end if;
  insert into audit (actor_kind, actor_id, actor_name, address, what, subject, subject_id, name, before, after)
  values (coalesce(actor->>'kind', 'system'), (actor->>'id')::uuid, coalesce(actor->>'name', 'Warmline'), actor->>'address',
    what, subject, subject_id, name, audit_clean(before), audit_clean(after));
end $$;

-- Arguments: the subject, the column of its id, that of its name, and the columns that count ('*': all but those after it).
create function audit_row() returns trigger language plpgsql as $$
declare
  o jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  n jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  r jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else to_jsonb(old) end;
  columns text[] := tg_argv[3:];
  b jsonb;
  a jsonb;
begin
  if jsonb_typeof(o->'value') = 'object' then o := (o - 'value') || (o->'value'); end if;
  if jsonb_typeof(n->'value') = 'object' then n := (n - 'value') || (n->'value'); end if;
  select coalesce(jsonb_object_agg(key, o->key) filter (where o ? key), '{}'), coalesce(jsonb_object_agg(key, n->key) filter (where n ? key), '{}')
  into b, a
  from (select jsonb_object_keys(o || n)) as k (key)
  where o->key is distinct from n->key and key not in ('id', 'key', 'created_at', 'updated_at')
    and (case when columns[1] = '*' then key <> all(columns[2:]) else key = any(columns) end);
  -- A key is made by the sign-in library, outside our transactions: it is whose it is.
  if tg_argv[0] = 'key' and tg_op = 'INSERT' and coalesce(current_setting('warmline.actor', true), '') = '' then
    perform set_config('warmline.actor', (select jsonb_build_object('kind', 'agent', 'id', id, 'name', agents.name)::text
      from agents where id = (n->>'agent_id')::uuid), true);
  end if;
  if tg_op = 'UPDATE' and a = '{}' and b = '{}' then return null; end if;
  perform audit_write(case tg_op when 'INSERT' then 'created' when 'DELETE' then 'removed' else 'changed' end,
    tg_argv[0], coalesce(r->>tg_argv[1], ''), coalesce(r->>tg_argv[2], ''), b, a);
  return null;
end $$;

create trigger audit after insert or update or delete on settings for each row execute function audit_row('setting', 'key', 'key', '*');
create trigger audit after insert or update or delete on teams for each row execute function audit_row('team', 'id', 'name', '*');
create trigger audit after insert or update or delete on tags for each row execute function audit_row('tag', 'key', 'name', '*');
create trigger audit after insert or update or delete on rules for each row execute function audit_row('rule', 'id', 'name', '*');
create trigger audit after insert or update or delete on views for each row execute function audit_row('view', 'id', 'name', '*', 'position');
create trigger audit after insert or update of name, html, text, actions, owner_id, is_shared or delete on macros for each row
  execute function audit_row('macro', 'id', 'name', '*', 'use_count', 'last_used_at');
create trigger audit after insert or delete on invitations for each row execute function audit_row('invitation', 'id', 'email', 'email', 'role', 'expires_at');
-- Only what counts fires them: turns are taken, macros used and keys seen all the time.
create trigger audit after insert or update of name, email, role, deactivated_at, two_factor_enabled or delete on agents for each row
  execute function audit_row('agent', 'id', 'name', 'name', 'email', 'role', 'deactivated_at', 'two_factor_enabled');
create trigger audit after insert or update of name, enabled, expires_at or delete on api_keys for each row
  execute function audit_row('key', 'id', 'name', 'name', 'start', 'enabled', 'expires_at');
create trigger audit after insert or delete on blocked_senders for each row execute function audit_row('blocked', 'id', 'value', 'kind', 'value');

-- Who is in a team is a change of the team.
create function audit_member() returns trigger language plpgsql as $$
declare
  r record := case when tg_op = 'DELETE' then old else new end;
  team text := (select name from teams where id = r.team_id);
  member text := (select name from agents where id = r.agent_id);
begin
  -- With a team or a person, the membership goes; that is said already.
  if team is null or member is null then return null; end if;
  perform audit_write('changed', 'team', r.team_id::text, team,
    case when tg_op = 'DELETE' then jsonb_build_object('member', member) else '{}' end,
    case when tg_op = 'DELETE' then '{}' else jsonb_build_object('member', member) end);
  return null;
end $$;
create trigger audit after insert or delete on team_members for each row execute function audit_member();

create function audit_view_team() returns trigger language plpgsql as $$
declare
  r record := case when tg_op = 'DELETE' then old else new end;
  shown text := (select name from views where id = r.view_id);
  team text := (select name from teams where id = r.team_id);
begin
  if shown is null or team is null then return null; end if;
  perform audit_write('changed', 'view', r.view_id::text, shown,
    case when tg_op = 'DELETE' then jsonb_build_object('team', team) else '{}' end,
    case when tg_op = 'DELETE' then '{}' else jsonb_build_object('team', team) end);
  return null;
end $$;
create trigger audit after insert or delete on view_teams for each row execute function audit_view_team();
