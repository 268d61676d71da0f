-- What the demonstration has already installed, one line a step, written in the transaction of the step itself: a start
-- that is killed goes on from there. Stays empty in production.
create table demonstration_etapes (
  nom text primary key,
  done_at timestamptz not null
);

alter table demonstration_etapes enable row level security;
alter table demonstration_etapes force row level security;
create policy systeme on demonstration_etapes using ((select app_systeme()));
revoke update, delete on demonstration_etapes from parvis_app;
