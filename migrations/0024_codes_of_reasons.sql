-- Why a reply was held back, and why a ticket of a bulk change was refused, are kept by their code: the screen says them in its own
-- language. A sentence kept before has none.
alter table held_replies alter column reason type jsonb
  using case when reason is not null then jsonb_build_object('code', '', 'values', '{}'::jsonb, 'sentence', reason) end;
alter table bulk_items add column refusal jsonb;
