-- A customer can take back the words that a sentiment was read from; the receipt no longer quotes them, and says so.
alter table sentiments add column taken_back text check (taken_back in ('part', 'whole'));
