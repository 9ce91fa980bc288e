-- Subjects by any part of them. A chat has none, and puts nothing here.
create index tickets_subject on tickets using gin (subject gin_trgm_ops);
