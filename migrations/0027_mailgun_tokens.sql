-- A call of Mailgun's names a token, which is taken once: without this, each call would look through all of two days.
create index payloads_token on payloads (connection_id, (envelope ->> 'token')) where (envelope ->> 'token') is not null;
