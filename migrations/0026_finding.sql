-- What our own model found, as a code: a screen says it in its reader's language. Null where another model wrote the reason.
alter table sentiments add column finding text;
