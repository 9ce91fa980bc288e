-- Every word of the customers' names once: names repeat, so what is typed a little wrong is compared with far fewer.
create table name_words (word text primary key);
insert into name_words select distinct word from customers, regexp_split_to_table(folded_name, '[^[:alnum:]]+') word where word <> '';
create index name_words_alike on name_words using gin (word gin_trgm_ops);

-- In one order, so that two who bring the same words wait for each other and do not lock each other out. Most words are there.
create function name_words_came() returns trigger language plpgsql as $$
begin
  insert into name_words
    select distinct word from came, regexp_split_to_table(folded_name, '[^[:alnum:]]+') as split (word)
    where word <> '' and not exists (select 1 from name_words n where n.word = split.word) order by word
    on conflict do nothing;
  return null;
end $$;
create trigger customers_name_came after insert on customers referencing new table as came
  for each statement execute function name_words_came();
create trigger customers_name_changed after update on customers referencing new table as came
  for each statement execute function name_words_came();
