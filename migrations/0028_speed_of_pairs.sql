-- What filters ask in pairs, ranges of scores and of money too: each number by the step it lies in, since a question to this index
-- is answered by a few keys quickly and by hundreds slowly. What the steps leave is compared with the number itself.
-- Functions of their own, so that the index and the filter say it in the same words (server/conditions/steps.ts).
create function ticket_score_step(score numeric) returns int language sql immutable parallel safe
  return width_bucket(score, '{1,2,3,4,5,6,7,8,9}'::numeric[]);
create function ticket_value_step(value numeric) returns int language sql immutable parallel safe
  return width_bucket(value, '{10,20,30,50,75,100,150,200,250,300,400,500,750,1000,2000,5000}'::numeric[]);
drop index tickets_facets;
create index tickets_facets on tickets
  using gin (tags, channel, priority, language, sentiment_label, team_id, assignee_id, ticket_score_step(sentiment_score), ticket_value_step(order_value))
  with (gin_pending_list_limit = 1024);

-- How the values of an order lie, for the planner: an index over a part of the table does not tell it.
create statistics tickets_by_score on (coalesce(sentiment_score, 99)) from tickets;
create statistics tickets_by_value on (coalesce(order_value, -1)) from tickets;

-- A filter may name thousands of customers, and the planner compares each with every customer it keeps as a frequent one.
alter table tickets alter column customer_id set statistics 5;
analyze tickets;
