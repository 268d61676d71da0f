-- A démarche of an organisation and its versions. Definitions are public: anyone may read what is asked of them.

create table demarches (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- Last part of its address: /poitiers/demarches/cantine
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  statut text not null check (statut in ('publiee', 'close', 'depubliee')),
  -- The version on which new dossiers begin.
  version_id uuid,
  created_at timestamptz not null default now(),
  unique (organisation_id, slug)
);

create table demarche_versions (
  id uuid primary key,
  demarche_id uuid not null references demarches,
  organisation_id uuid not null references organisations,
  numero integer not null check (numero > 0),
  -- Whole and checked (see domain/definition.ts). A version never changes: dossiers stay on the one they began on.
  definition jsonb not null,
  empreinte bytea not null,
  published_at timestamptz not null default now(),
  unique (demarche_id, numero),
  unique (demarche_id, empreinte)
);
alter table demarches add foreign key (version_id) references demarche_versions;

alter table demarches enable row level security;
alter table demarches force row level security;
create policy lecture on demarches for select using (true);
create policy ecriture on demarches for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table demarche_versions enable row level security;
alter table demarche_versions force row level security;
create policy lecture on demarche_versions for select using (true);
create policy ecriture on demarche_versions for insert
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
revoke update, delete on demarche_versions from parvis_app;
