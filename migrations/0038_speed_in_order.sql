-- What filters ask stands in the key of the two indexes of the order, no longer beside it: a ticket that does not fit is passed over
-- in the index itself, before PostgreSQL looks whether it is still as it was there (for the newest that is a look into the table each)
-- and takes the whole entry apart. Neither larger nor written more often than before. What is compared as equal stands first, the
-- columns of fixed width before the others: that is what passing over takes least for. Merged ones are too few to be passed over.
drop index tickets_newest, tickets_open;
create index tickets_newest on tickets (last_message_at, id, customer_id, assignee_id, team_id, priority, channel, status, language,
    sentiment_label, is_automated, sentiment_score, order_value, number, message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until)
  include (merged_into_id) where not is_spam;
create index tickets_open on tickets (last_message_at, id, customer_id, assignee_id, team_id, priority, channel, language,
    sentiment_label, is_automated, sentiment_score, order_value, number, message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until)
  include (merged_into_id) where status = 'open' and not is_spam;
