-- Which customer messages were followed by what goes by itself (an automatic answer, a mail to the team): each once.
create table arrivals (message_id uuid primary key references messages on delete cascade, at timestamptz not null default now());
