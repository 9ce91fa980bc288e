-- The ledger of what came in, looked after by people; and connections that are asked whether they still work.

alter table connection_health
  add column checked_at      timestamptz,  -- when the vendor was last asked by the job `health`
  add column expiry_told_for timestamptz,  -- the expiry that admins were warned of: once each
  add column refused_at      timestamptz,  -- the last call of our webhook that was not the vendor's, and what was wrong with it
  add column refusal         text;

-- When the raw bytes were removed, by the shop's retention; the row stays.
alter table payloads add column removed_at timestamptz;

-- Retried or discarded by a person.
create trigger audit after update of state on payloads for each row
  when (old.state in ('quarantined', 'discarded') and new.state is distinct from old.state)
  execute function audit_row('payload', 'id', 'channel', 'state', 'error');

-- Replies that were tried and wait for their connection: counted on a page, and sent at once when it works again.
create index messages_waiting on messages (connection_id) where direction = 'out' and state = 'queued' and error is not null;
