-- What organisations import from open data files: each file once, each row under its natural key, each defect with
-- its place. The file itself is in the store under its digest, so nothing that it said is ever lost.

create table imports (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  type text not null check (type in ('scdl-subventions', 'dotations-investissement', 'france-relance')),
  nom_fichier text not null check (nom_fichier <> ''),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  taille bigint not null check (taille > 0),
  statut text not null check (statut in ('en_cours', 'termine', 'refuse')),
  -- Why the whole file was refused, for a person.
  refus text,
  -- The last line of the file whose batch is written: whoever goes on begins after it.
  ligne integer not null default 0 check (ligne >= 0),
  lues integer not null default 0,
  nouvelles integer not null default 0,
  modifiees integer not null default 0,
  inchangees integer not null default 0,
  en_double integer not null default 0,
  rejetees integer not null default 0,
  defauts integer not null default 0,
  acteur_id uuid references personnes,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((statut = 'refuse') = (refus is not null)),
  check ((statut = 'en_cours') = (finished_at is null)),
  -- Every row that was read is counted once.
  constraint imports_balance check (lues = nouvelles + modifiees + inchangees + en_double + rejetees),
  -- The same file again is the same import.
  unique (organisation_id, type, sha256)
);
create index imports_organisation on imports (organisation_id, created_at desc, id desc);

-- The rows as they are known now. `cle` digests the organisation, the type and the natural key of the row; `empreinte`
-- digests what the row says, so that reading it again changes nothing. A rejected row has no valeurs, only its text.
-- No foreign key here nor below: they are written a batch at a time, by a transaction that holds the row of their import,
-- and checking them one by one would cost a quarter of the whole import.
create table lignes_importees (
  cle uuid primary key,
  organisation_id uuid not null,
  import_id uuid not null,
  ligne integer not null check (ligne > 0),
  empreinte uuid not null,
  brut text not null,
  -- `json`, not `jsonb`: kept as written, which takes a third less time, and nothing searches in it.
  valeurs json
);

-- What is wrong in a file, where, and what was read instead. The sentences are in domain/defaut.ts, by `code`.
create table defauts_import (
  import_id uuid not null,
  ligne integer not null check (ligne > 0),
  rang smallint not null check (rang >= 0),
  organisation_id uuid not null,
  colonne text not null,
  code text not null,
  valeur text not null,
  precision text not null,
  primary key (import_id, ligne, rang)
);

alter table imports enable row level security;
alter table imports force row level security;
alter table lignes_importees enable row level security;
alter table lignes_importees force row level security;
alter table defauts_import enable row level security;
alter table defauts_import force row level security;
create policy isolation on imports
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on lignes_importees
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on defauts_import
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
