-- Instruction: is a request admissible, who examines it, until when may it be answered, and what silence does.

alter table candidatures
  -- The days on which silence has its effect (décret n° 2018-514, art. 4 and 7): computed at the deposit by the domain.
  add column recevable_avant date,
  add column decision_avant date,
  add column recevabilite text check (recevabilite in ('recevable', 'irrecevable')),
  add column recevabilite_par text check (recevabilite_par in ('agent', 'silence')),
  add column recevabilite_le date,
  add column recevabilite_motif text check (recevabilite_motif <> ''),
  -- Who examines it; nobody yet when null.
  add column instructeur_id uuid references personnes,
  -- Of its first decision: after it, silence has no effect any more, even when the dossier is opened again.
  add column decidee_le date,
  add check ((recevabilite is null) = (recevabilite_par is null) and (recevabilite is null) = (recevabilite_le is null)),
  add check (recevabilite is distinct from 'irrecevable' or (recevabilite_par = 'agent' and recevabilite_motif is not null));
-- Requests of before: the same law (from day to day, or the last day of a shorter month).
update candidatures set
  recevable_avant = ((deposited_at at time zone 'Europe/Paris')::date + interval '2 months')::date,
  decision_avant = ((deposited_at at time zone 'Europe/Paris')::date + interval '8 months')::date,
  decidee_le = case when statut in ('acceptee', 'refusee', 'sans_suite') then (deposited_at at time zone 'Europe/Paris')::date end;
alter table candidatures
  alter column recevable_avant set not null,
  alter column decision_avant set not null,
  -- What comes next for one that is open: null once it is decided, and for what was made up: the law does not know it.
  add column echeance date generated always as (
    case
      when fictif or statut not in ('deposee', 'en_instruction') or decidee_le is not null then null
      when recevabilite is null then recevable_avant
      else decision_avant
    end
  ) stored;

-- The lists, by key: in the order of deposits, or of what is due.
create index candidatures_echeance on candidatures (organisation_id, echeance, dossier_id) where echeance is not null;
create index candidatures_instructeur on candidatures (organisation_id, instructeur_id, deposited_at desc, dossier_id desc);
-- One collectivité, across the fund.
create index candidatures_siret on candidatures (organisation_id, beneficiaire_siret);
create index subventions_siret on subventions (organisation_id, beneficiaire_siret);
-- What silence does today, over all funds.
create index candidatures_silence on candidatures (recevable_avant, dossier_id)
  where recevabilite is null and decidee_le is null;
create index candidatures_rejet on candidatures (decision_avant, dossier_id) where decidee_le is null;

grant update (
  decision_avant, recevabilite, recevabilite_par, recevabilite_le, recevabilite_motif, instructeur_id, decidee_le
) on candidatures to parvis_app;

-- A reasoned decision that puts off the eight months (art. 7). Never changes.
create table prolongations (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  dossier_id uuid not null references candidatures,
  -- Sent by the browser with the form: the same form sent twice is one.
  cle uuid not null,
  motif text not null check (length(motif) between 1 and 5000),
  jusquau date not null,
  auteur_id uuid not null references personnes,
  created_at timestamptz not null,
  unique (dossier_id, cle)
);

-- A reminder that was given: once for each due date and each distance from it.
create table rappels_echeance (
  organisation_id uuid not null references organisations,
  dossier_id uuid not null references candidatures,
  echeance text not null check (echeance in ('recevabilite', 'decision')),
  -- The due date: one that was put off is reminded again.
  le date not null,
  -- Days before it.
  seuil smallint not null check (seuil in (7, 30)),
  -- To whom, and in which mail: that of this day.
  destinataire_id uuid not null references personnes,
  donne_le date not null,
  primary key (dossier_id, echeance, le, seuil, destinataire_id)
);
create index rappels_echeance_courrier on rappels_echeance (organisation_id, destinataire_id, donne_le);

-- The filters that an agent keeps: their own.
create table vues_candidatures (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  personne_id uuid not null references personnes,
  nom text not null check (length(nom) between 1 and 80),
  -- The query of the address: « statut=deposee&tri=echeance ».
  requete text not null check (length(requete) <= 1000),
  created_at timestamptz not null,
  unique (organisation_id, personne_id, nom)
);

-- One action on many requests: what was asked, by whom.
create table lots_candidatures (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  cle uuid not null,
  action text not null check (action in ('affecter', 'instruire', 'recevable', 'refuser')),
  -- To whom, when it assigns; nobody when null.
  instructeur_id uuid references personnes,
  -- Why, when it refuses.
  motif text check (length(motif) between 1 and 5000),
  nombre integer not null check (nombre between 1 and 500),
  auteur_id uuid not null references personnes,
  created_at timestamptz not null,
  ended_at timestamptz,
  unique (organisation_id, cle),
  check ((action = 'refuser') = (motif is not null))
);
create index lots_candidatures_liste on lots_candidatures (organisation_id, created_at desc, id desc);

create table lignes_lot_candidatures (
  lot_id uuid not null references lots_candidatures,
  organisation_id uuid not null references organisations,
  rang smallint not null check (rang > 0),
  dossier_id uuid not null references candidatures,
  issue text check (issue in ('faite', 'refusee')),
  -- Why not.
  raison text check (raison <> ''),
  primary key (lot_id, rang),
  unique (lot_id, dossier_id),
  check (coalesce(issue = 'refusee', false) = (raison is not null))
);

-- What an expert is asked, and says.
create table avis_candidatures (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  dossier_id uuid not null references candidatures,
  expert_id uuid not null references personnes,
  demandeur_id uuid not null references personnes,
  -- What to look at, beside the grid.
  question text check (length(question) between 1 and 2000),
  asked_at timestamptz not null,
  -- By criterion: { avis, commentaire }.
  grille jsonb,
  avis text check (avis in ('favorable', 'reserve', 'defavorable')),
  commentaire text check (length(commentaire) between 1 and 5000),
  given_at timestamptz,
  -- Asked twice is once.
  unique (dossier_id, expert_id),
  check ((given_at is null) = (avis is null) and (given_at is null) = (grille is null)),
  check (given_at is not null or commentaire is null)
);
create index avis_candidatures_expert on avis_candidatures (expert_id, dossier_id) where given_at is null;

-- Once given it is an act: nobody changes it, nor takes it away.
create function avis_candidatures_lock() returns trigger language plpgsql as $$
begin
  raise exception 'An opinion that was given does not change' using errcode = 'restrict_violation';
end $$;
create trigger avis_candidatures_lock before update or delete on avis_candidatures
  for each row when (old.given_at is not null) execute function avis_candidatures_lock();

revoke update, delete on prolongations, rappels_echeance from parvis_app;
revoke delete on lots_candidatures, lignes_lot_candidatures from parvis_app;
revoke update on lots_candidatures, lignes_lot_candidatures, avis_candidatures from parvis_app;
grant update (ended_at) on lots_candidatures to parvis_app;
grant update (issue, raison) on lignes_lot_candidatures to parvis_app;
grant update (grille, avis, commentaire, given_at) on avis_candidatures to parvis_app;

alter table prolongations enable row level security;
alter table prolongations force row level security;
alter table rappels_echeance enable row level security;
alter table rappels_echeance force row level security;
alter table vues_candidatures enable row level security;
alter table vues_candidatures force row level security;
alter table lots_candidatures enable row level security;
alter table lots_candidatures force row level security;
alter table lignes_lot_candidatures enable row level security;
alter table lignes_lot_candidatures force row level security;
alter table avis_candidatures enable row level security;
alter table avis_candidatures force row level security;
create policy isolation on prolongations
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on rappels_echeance
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on vues_candidatures
  using (
    (organisation_id = (select app_organisation()) and personne_id = (select app_personne()))
    or (select app_systeme())
  );
create policy isolation on lots_candidatures
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on lignes_lot_candidatures
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on avis_candidatures
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
