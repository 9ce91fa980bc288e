-- Views: shared with everyone (is_shared) or with chosen teams, ordered by each agent for themselves, with the facts that
-- their rows show; deleted ones are kept, so that a deletion can be undone.

alter table views add column columns text[];        -- null: the usual ones
alter table views add column deleted_at timestamptz;

create table view_teams (
  view_id uuid not null references views on delete cascade,
  team_id uuid not null references teams on delete cascade,
  primary key (view_id, team_id)
);
create index on view_teams (team_id);

-- How one agent has arranged the views: a standing view is named by its key, any other by its id.
create table view_places (
  agent_id uuid not null references agents on delete cascade,
  view     text not null,
  position int,
  columns  text[],                                   -- null: those of the view
  primary key (agent_id, view)
);

-- The urgent first. A function of its own, so that the index and the list say it in the same words.
create function ticket_priority_rank(priority text) returns int language sql immutable parallel safe
  return case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end;
create index tickets_open_priority on tickets (ticket_priority_rank(priority), id) where status = 'open' and not is_spam;
create index tickets_open_value on tickets (coalesce(order_value, -1), id) where status = 'open' and not is_spam;
