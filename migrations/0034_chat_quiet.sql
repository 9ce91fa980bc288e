-- A live chat in which nobody of the team has said a word for some minutes is told to whoever has it.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add check (kind in
  ('new_ticket', 'assigned', 'answered', 'followed', 'mention', 'snooze_ended', 'send_failed', 'reply_stopped', 'chat_quiet'));
