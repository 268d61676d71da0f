-- A way to sign in can be removed from an account: it has an id to be named by, which says nothing of who it is.
alter table identites add column id uuid not null default gen_random_uuid() unique;
-- Which way opened a session: it ends with it. Unknown for those from before, and once that way has moved to another address.
alter table sessions add column identite_id uuid references identites (id) on delete set null;
create index sessions_identite on sessions (identite_id) where identite_id is not null;
