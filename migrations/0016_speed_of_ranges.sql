-- A range of scores or of money is found by the indexes that keep the tickets in that order (tickets_worst, tickets_all_value):
-- each value by itself in an index of words takes many times as long, to ask and to keep.
drop index tickets_facets;
create index tickets_facets on tickets
  using gin (tags, channel, priority, language, sentiment_label, team_id, assignee_id)
  with (gin_pending_list_limit = 1024);
