-- The time zone (IANA) of the shopper's clock: what the hub says by itself of times is said by it.
alter table chats add column time_zone text;
