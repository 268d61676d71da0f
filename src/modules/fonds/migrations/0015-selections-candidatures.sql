-- The requests that an agent chose to act upon: kept between the list, the preview and the launch, so that each is an
-- address that one can come back to. What was chosen never changes: choosing otherwise is another selection.
create table selections_candidatures (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  personne_id uuid not null references personnes,
  -- The query of the list that one comes from: « statut=deposee&tri=echeance ».
  filtre text not null check (length(filtre) <= 2000),
  dossier_ids uuid[] not null check (cardinality(dossier_ids) between 1 and 500),
  -- What to do to them: nothing is chosen yet when null.
  action text check (action in ('affecter', 'instruire', 'recevable', 'refuser')),
  instructeur_id uuid references personnes,
  motif text check (length(motif) between 1 and 5000),
  created_at timestamptz not null,
  check (coalesce(action = 'refuser', false) = (motif is not null)),
  check (action is not distinct from 'affecter' or instructeur_id is null)
);
create index selections_candidatures_personne on selections_candidatures (organisation_id, personne_id, created_at);

revoke update on selections_candidatures from parvis_app;

alter table selections_candidatures enable row level security;
alter table selections_candidatures force row level security;
create policy isolation on selections_candidatures
  using (
    (organisation_id = (select app_organisation()) and personne_id = (select app_personne()))
    or (select app_systeme())
  );
