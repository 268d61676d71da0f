-- The measured effect of « dites-le-nous une fois »: counters, computed from the journal alone by the task
-- `mesurer-effet`. Anybody may read them; nobody but that task writes them, not even the organisation that they are
-- about. Groups of fewer than five deposits are never published as such (domain/publication.ts).

create table effets (
  organisation_id uuid not null references organisations,
  demarche_id uuid not null references demarches,
  version_id uuid not null references demarche_versions,
  -- Its first day, in Paris.
  mois date not null check (extract(day from mois) = 1),
  -- Everything in it adds up: see domain/compteurs.ts.
  compteurs jsonb not null,
  primary key (version_id, mois)
);
create index effets_organisation on effets (organisation_id, mois);

-- How far the tree of the journal was read: written in the transaction that writes what was read.
create table effet_lectures (
  -- What was read for: there is one row.
  objet text primary key check (objet = 'effets'),
  -- Leaves already read, which is the position of the next one.
  position bigint not null check (position >= 0),
  read_at timestamptz not null
);

alter table effets enable row level security;
alter table effets force row level security;
create policy lecture on effets for select using (true);
create policy ecriture on effets for all
  using ((select app_systeme())) with check ((select app_systeme()));
alter table effet_lectures enable row level security;
alter table effet_lectures force row level security;
create policy lecture on effet_lectures for select using (true);
create policy ecriture on effet_lectures for all
  using ((select app_systeme())) with check ((select app_systeme()));
