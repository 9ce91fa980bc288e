-- What a filter asks of customers: a part of a name, an address or a number. The name without case and accents is kept, since
-- making it anew for every row that an index proposes takes longer than the index.
drop index customers_search_name;
-- Letters that are no letter with an accent, and are typed as one or two others all the same.
create or replace function search_name(name text) returns text immutable strict parallel safe language sql
  return replace(replace(replace(replace(translate(
    normalize(regexp_replace(normalize(lower(name collate "pg_c_utf8"), nfkd), '[\u0300-\u036f]', '', 'g'), nfc),
    'øłđðħŧı', 'olddhti'), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th');
alter table customers add column folded_name text not null generated always as (search_name(name)) stored;
create index customers_part on customers using gin (folded_name gin_trgm_ops, email gin_trgm_ops);
create index identities_part on identities using gin (value gin_trgm_ops);

-- A list walks in its order and asks each ticket whether it fits. What most filters ask stands in these two, so that the walk
-- reads some pages of the index in place of a page of the table for each ticket.
drop index tickets_newest, tickets_open;
create index tickets_newest on tickets (last_message_at, id)
  include (status, channel, priority, language, sentiment_label, sentiment_score, order_value, assignee_id, team_id, customer_id, number,
    message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until, is_automated, merged_into_id)
  where not is_spam;
create index tickets_open on tickets (last_message_at, id)
  include (channel, priority, language, sentiment_label, sentiment_score, order_value, assignee_id, team_id, customer_id, number,
    message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until, is_automated, merged_into_id)
  where status = 'open' and not is_spam;
-- … which it may where vacuum has seen the ticket: sooner than after every fifth was changed.
alter table tickets set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
