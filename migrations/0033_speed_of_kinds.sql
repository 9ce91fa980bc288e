-- What kind of ticket it is: of these there are few, each in many tickets, so that two of them that hardly ever come together take
-- long to be compared in an index of words. Here each kind stands once, beside all its tickets: what is asked of two of them is
-- answered by looking through the kinds, of which there are some thousands at any number of tickets.
create index tickets_kinds on tickets
  (channel, priority, language, sentiment_label, ticket_score_step(sentiment_score), ticket_value_step(order_value));
-- The other keeps what there is more of: a new ticket puts three keys into it in place of nine.
drop index tickets_facets;
create index tickets_facets on tickets using gin (tags, team_id, assignee_id) with (gin_pending_list_limit = 1024);
