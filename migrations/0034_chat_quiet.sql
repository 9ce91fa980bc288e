-- A live chat in which nobody of the team has said a word for some minutes is told to whoever has it.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add check (kind in
  ('new_ticket', 'assigned', 'answered', 'followed', 'mention', 'snooze_ended', 'send_failed', 'reply_stopped', 'chat_quiet'));
-- Looked for every minute: who is in the shop, and of what somebody was told already.
create index notifications_chat_quiet on notifications (message_id) where kind = 'chat_quiet';
create index shopper_presence_here on shopper_presence (customer_id) where is_here;
