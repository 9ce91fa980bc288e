-- A reply that was held back is told to whoever wrote it.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add check (kind in
  ('new_ticket', 'assigned', 'answered', 'followed', 'mention', 'snooze_ended', 'send_failed', 'reply_stopped'));
