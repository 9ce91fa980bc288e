-- The files of a message stand as its writer chose them, not as they happened to arrive.
alter table attachments add column position smallint not null default 0;
