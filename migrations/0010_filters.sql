-- What filters ask in pairs, so that few tickets are found among many without reading them all.

create extension if not exists btree_gin;

-- One index for any of these together: it takes the place of one for each, which every new ticket would have to be put into.
-- The list of what is not sorted in yet is kept short, since every question reads it.
create index tickets_facets on tickets
  using gin (tags, channel, priority, language, sentiment_label, sentiment_score, order_value, team_id, assignee_id)
  with (gin_pending_list_limit = 256);
drop index tickets_tags;

-- What the index above finds as well.
drop index tickets_label;

-- The orders of all tickets, as there are for the open ones.
create index tickets_all_waiting on tickets (coalesce(waiting_since, 'infinity'), id) where not is_spam;
create index tickets_all_value on tickets (coalesce(order_value, -1), id) where not is_spam;
create index tickets_all_priority on tickets (ticket_priority_rank(priority), id) where not is_spam;

create index tickets_since on tickets (waiting_since) where waiting_since is not null;
create index tickets_automated on tickets (last_message_at, id) where is_automated;
drop index tickets_snoozed;
create index tickets_snoozed on tickets (snoozed_until) where snoozed_until is not null;

-- The number of an order, with or without its sign, and a part of it.
create index orders_number_trgm on orders using gin (ltrim(number, '#') gin_trgm_ops);
