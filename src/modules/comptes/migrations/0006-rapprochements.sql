-- Two accounts of one person: the second is proven like the first, in the same browser and within minutes.
create table rapprochements (
  id uuid primary key,
  navigateur_empreinte bytea not null,
  -- The account that is signed in, and when it was proven.
  personne_id uuid not null references personnes,
  prouvee_at timestamptz not null,
  -- The other one.
  autre_personne_id uuid references personnes,
  autre_prouvee_at timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  check (personne_id <> autre_personne_id),
  check ((autre_personne_id is null) = (autre_prouvee_at is null)),
  check (done_at is null or autre_personne_id is not null)
);
create index rapprochements_created on rapprochements (created_at);
alter table connexions_en_cours add column rapprochement_id uuid references rapprochements on delete cascade;
alter table liens_connexion add column rapprochement_id uuid references rapprochements on delete cascade;

-- The account that took over this one. What is left here is an empty shell that the journal names.
alter table personnes add column fusionnee_dans uuid references personnes check (fusionnee_dans <> id);
create index personnes_fusionnee on personnes (fusionnee_dans) where fusionnee_dans is not null;

alter table rapprochements enable row level security;
alter table rapprochements force row level security;
create policy isolation on rapprochements
  using (personne_id = (select app_personne()) or (select app_systeme()))
  with check ((select app_systeme()));
