-- Who serves: communes, groupings, départements, the State. Public by nature: no row-level security on reading.

create table organisations (
  id uuid primary key,
  siren text not null unique check (siren ~ '^[0-9]{9}$'),
  nom text not null check (nom <> ''),
  -- First part of its addresses: /poitiers
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  type text not null check (type in ('commune', 'epci', 'departement', 'region', 'etat')),
  -- Code of the official geographic code (COG), of the kind that `type` says.
  code_insee text,
  code_departement text,
  code_region text,
  -- SIREN of the grouping to which a commune belongs.
  siren_epci text,
  -- Municipal population of the COG.
  population integer check (population >= 0),
  codes_postaux text[] not null default '{}',
  -- What it may set of the look; checked for contrast when saved (platform/html/theme.ts).
  theme jsonb,
  created_at timestamptz not null default now()
);
create index organisations_nom on organisations (lower(nom) text_pattern_ops);
create index organisations_code_insee on organisations (code_insee);

alter table organisations enable row level security;
alter table organisations force row level security;
create policy lecture on organisations for select using (true);
create policy ecriture on organisations for all
  using (id = (select app_organisation()) or (select app_systeme()))
  with check (id = (select app_organisation()) or (select app_systeme()));
