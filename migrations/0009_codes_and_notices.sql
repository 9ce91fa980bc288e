-- Whether the number of unread tickets is shown is a person's choice: kept with the agent, not with a browser.
alter table agents add column has_unread_notices boolean not null default true;

-- A ticket's warning is a code; its words are the desk's, in every language. So far there was one sentence.
update tickets set warning = 'other_sender' where warning is not null;
