-- The acts of a subvention as documents: arrêté, letters, agreement, avenants. Their texts come from the catalogue by
-- versions that never change, and an act keeps its own with its data: it can be made again to the byte.

create sequence actes_numero;
grant usage on sequence actes_numero to parvis_app;

create table modeles_actes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  type text not null check (type in ('arrete', 'notification', 'convention', 'avenant', 'caducite', 'reversement')),
  version integer not null check (version > 0),
  titre text not null check (titre <> ''),
  objet text not null check (objet <> ''),
  -- Its parameters are in it; its tags are not filled.
  corps text not null check (corps <> ''),
  -- Of the canonical JSON of the three texts.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  unique (organisation_id, type, version),
  unique (id, organisation_id, type)
);

create table actes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  type text not null,
  -- What it follows from: the subvention itself, an avenant, the form that asked for a draft. One act each.
  origine uuid not null,
  etat text not null check (etat in ('projet', 'signe')),
  -- « A2026-000012 ».
  numero text not null unique,
  modele_id uuid not null,
  -- Canonical JSON of everything that fills the text.
  donnees text not null check (donnees <> ''),
  donnees_sha256 text not null check (donnees_sha256 ~ '^[0-9a-f]{64}$'),
  -- Absent until its job has run.
  pdf_sha256 text check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  -- The version signed by hand, once it is attached.
  signe_sha256 text check (signe_sha256 ~ '^[0-9a-f]{64}$'),
  signe_nom text check (signe_nom <> ''),
  signe_type_mime text,
  created_at timestamptz not null,
  foreign key (modele_id, organisation_id, type) references modeles_actes (id, organisation_id, type),
  unique (subvention_id, type, etat, origine),
  check ((signe_sha256 is null) = (signe_nom is null) and (signe_sha256 is null) = (signe_type_mime is null)),
  -- A draft is never signed.
  check (etat = 'signe' or signe_sha256 is null)
);
create index actes_liste on actes (subvention_id, created_at desc, id desc);
-- What asks whether a file is still held.
create index actes_pdf on actes (pdf_sha256) where pdf_sha256 is not null;
create index actes_signe on actes (signe_sha256) where signe_sha256 is not null;

-- What was produced is never produced otherwise.
create trigger actes_pdf_final before update on actes
  for each row when (old.pdf_sha256 is not null and new.pdf_sha256 is distinct from old.pdf_sha256)
  execute function refuse_change();

revoke update, delete on modeles_actes, actes from parvis_app;
grant update (pdf_sha256, signe_sha256, signe_nom, signe_type_mime) on actes to parvis_app;

alter table modeles_actes enable row level security;
alter table modeles_actes force row level security;
create policy isolation on modeles_actes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table actes enable row level security;
alter table actes force row level security;
create policy isolation on actes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
