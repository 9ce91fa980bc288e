-- Whether a ticket has a file stands on the ticket, and in the indexes of the order: what was looked up for each ticket by itself took
-- seconds together with a condition that an index of its own finds, since neither knew of the other.
alter table tickets add column has_file boolean not null default false;

update tickets set has_file = true where id in (select m.ticket_id from attachments f join messages m on m.id = f.message_id);

create function note_files_of(of_ticket uuid) returns void language sql as $$
  update tickets t set has_file = found.has_file
  from (select exists (select from messages m join attachments f on f.message_id = m.id where m.ticket_id = of_ticket) as has_file) found
  where t.id = of_ticket and t.has_file <> found.has_file
$$;

-- However a file comes to a message, or leaves it.
create function note_file() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then
    update tickets t set has_file = true from messages m where m.id = new.message_id and t.id = m.ticket_id and not t.has_file;
  end if;
  if tg_op <> 'INSERT' then
    perform note_files_of(m.ticket_id) from messages m where m.id = old.message_id;
  end if;
  return null;
end $$;
create trigger attachments_come after insert on attachments for each row when (new.message_id is not null) execute function note_file();
create trigger attachments_move after update of message_id on attachments for each row
  when (old.message_id is distinct from new.message_id) execute function note_file();
create trigger attachments_go after delete on attachments for each row when (old.message_id is not null) execute function note_file();

-- Merged and split, messages go to another ticket and take their files along.
create function note_moved_files() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform note_files_of(old.ticket_id) from tickets t where t.id = old.ticket_id and t.has_file;
  elsif exists (select from attachments f where f.message_id = new.id) then
    update tickets set has_file = true where id = new.ticket_id and not has_file;
    perform note_files_of(old.ticket_id);
  end if;
  return null;
end $$;
create trigger messages_move after update of ticket_id on messages for each row
  when (old.ticket_id is distinct from new.ticket_id) execute function note_moved_files();
create trigger messages_go after delete on messages for each row execute function note_moved_files();

drop index tickets_newest, tickets_open;
create index tickets_newest on tickets (last_message_at, id, customer_id, assignee_id, team_id, priority, channel, status, language,
    sentiment_label, is_automated, has_file, sentiment_score, order_value, number, message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until)
  include (merged_into_id) where not is_spam;
create index tickets_open on tickets (last_message_at, id, customer_id, assignee_id, team_id, priority, channel, language,
    sentiment_label, is_automated, has_file, sentiment_score, order_value, number, message_count, created_at, waiting_since, last_inbound_at, closed_at, snoozed_until)
  include (merged_into_id) where status = 'open' and not is_spam;
