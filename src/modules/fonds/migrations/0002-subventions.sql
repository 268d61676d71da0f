-- A subvention: what is proposed to a beneficiary, then awarded, agreed, paid, and settled. Its credits are in the
-- ledger of 0001; here is what they are for. The rules that bind whoever writes are checks of the database too.

create sequence subventions_numero;
create sequence lots_paiement_numero;
grant usage on sequence subventions_numero, lots_paiement_numero to parvis_app;

create table subventions (
  id uuid primary key,
  -- Who manages the fund.
  organisation_id uuid not null references organisations,
  enveloppe_id uuid not null references enveloppes,
  -- The request that asked for it, when it came through a démarche.
  dossier_id uuid references dossiers,
  -- Sent by the browser with the form: the same form sent twice is one subvention.
  cle uuid not null,
  -- « S2026-000123 ».
  numero text not null unique,
  statut text not null check (
    statut in ('proposee', 'attribuee', 'conventionnee', 'soldee', 'abandonnee', 'caduque')
  ),
  beneficiaire_siret text not null check (beneficiaire_siret ~ '^\d{14}$'),
  beneficiaire_nom text not null check (beneficiaire_nom <> ''),
  beneficiaire_type text not null check (
    beneficiaire_type in ('commune', 'epci', 'departement', 'region', 'syndicat', 'autre')
  ),
  beneficiaire_departement text,
  beneficiaire_region text,
  beneficiaire_population integer check (beneficiaire_population >= 0),
  -- The name without accents, in lower case: what the search looks at.
  beneficiaire_recherche text not null,
  objet text not null check (length(objet) between 1 and 256),
  -- Cents. `assiette` is the eligible cost (dépense subventionnable), to which the rate applies.
  cout bigint not null check (cout > 0),
  assiette bigint not null check (assiette between 1 and cout),
  taux_numerateur bigint not null check (taux_numerateur > 0),
  taux_denominateur bigint not null check (taux_denominateur >= taux_numerateur),
  montant bigint not null check (montant > 0),
  autres_aides bigint not null check (autres_aides >= 0),
  financements_prives bigint not null check (financements_prives >= 0),
  -- Why the maître d’ouvrage may pay less than the law’s least part (CGCT, art. L1111-10, III), when it may.
  derogation_participation text check (derogation_participation <> ''),
  demande_recue date not null,
  commencement date,
  -- The dates of the decision (décret n° 2018-514, art. 8): after them, lapse may be declared.
  commencer_avant date,
  fin_prevue date not null,
  reference_decision text check (reference_decision <> ''),
  decidee_le date,
  convention_signee_le date,
  duree_mois smallint check (duree_mois > 0),
  -- A first-demand guarantee: the advance may reach 60 % (art. 12, II).
  garantie boolean not null default false,
  depense_reelle bigint check (depense_reelle >= 0),
  montant_final bigint check (montant_final between 0 and montant),
  soldee_le date,
  -- What the beneficiary owes back; what came is in `reversements`.
  reversement_du bigint not null default 0 check (reversement_du >= 0),
  fin_motif text check (fin_motif <> ''),
  -- Made for a demonstration or a test: never published.
  fictif boolean not null,
  created_at timestamptz not null,
  unique (organisation_id, cle),
  unique (id, enveloppe_id),
  constraint subventions_taux check (montant::numeric * taux_denominateur <= assiette::numeric * taux_numerateur),
  -- Public aids never exceed the eligible cost (art. 10, III).
  constraint subventions_cumul check (montant + autres_aides <= assiette),
  -- Works do not begin before the request is received (art. 5).
  constraint subventions_commencement check (commencement >= demande_recue),
  check (statut in ('proposee', 'abandonnee') or (decidee_le is not null and reference_decision is not null)),
  check (statut not in ('conventionnee', 'soldee') or (convention_signee_le is not null and duree_mois is not null)),
  check ((statut = 'soldee') = (montant_final is not null and soldee_le is not null))
);
-- One request is not awarded twice.
create unique index subventions_dossier on subventions (dossier_id) where statut <> 'abandonnee';
create index subventions_enveloppe on subventions (enveloppe_id);
-- The manager's lists, by key.
create index subventions_liste on subventions (organisation_id, created_at desc, id desc);
create index subventions_liste_statut on subventions (organisation_id, statut, created_at desc, id desc);

-- At commit, so that credits may be held before what they are for is written: nothing is written when they lack.
alter table ecritures add foreign key (subvention_id, enveloppe_id) references subventions (id, enveloppe_id)
  deferrable initially deferred;
alter table subvention_soldes add foreign key (subvention_id) references subventions deferrable initially deferred;

-- A sheet of payments to make, as the accountant received it. Never changes.
create table lots_paiement (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- « L2026-000012 ».
  numero text not null unique,
  nombre integer not null check (nombre > 0),
  montant bigint not null check (montant > 0),
  acteur_id uuid not null references personnes,
  created_at timestamptz not null
);
create index lots_paiement_liste on lots_paiement (organisation_id, created_at desc, id desc);

-- The plan of payments of an agreement, and what became of each.
create table versements (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  rang smallint not null check (rang > 0),
  nature text not null check (nature in ('avance', 'acompte', 'solde')),
  -- As the plan forecasts it, and as it is owed once justified.
  montant bigint not null check (montant > 0),
  montant_liquide bigint check (montant_liquide > 0),
  condition text not null check (condition <> ''),
  prevu_le date not null,
  statut text not null check (statut in ('prevu', 'justifie', 'mis_en_paiement', 'paye', 'rejete')),
  justificatif text check (justificatif <> ''),
  piece_sha256 text check (piece_sha256 ~ '^[0-9a-f]{64}$'),
  piece_nom text,
  piece_type_mime text,
  justifie_le date,
  paye_le date,
  rejet_motif text,
  unique (subvention_id, rang),
  check ((statut = 'prevu') = (montant_liquide is null)),
  check ((statut = 'paye') = (paye_le is not null)),
  check ((piece_sha256 is null) = (piece_nom is null) and (piece_sha256 is null) = (piece_type_mime is null))
);
create index versements_a_payer on versements (organisation_id) where statut = 'justifie';

-- A payment in a sheet. Never in two sheets at once: the first must have been rejected.
create table lignes_paiement (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  lot_id uuid not null references lots_paiement,
  versement_id uuid not null references versements,
  -- What the accountant quotes in return: « L2026-000012-0001 ».
  reference text not null unique,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  libelle text not null,
  montant bigint not null check (montant > 0),
  issue text check (issue in ('paye', 'rejete')),
  issue_le date,
  motif text,
  check ((issue is null) = (issue_le is null)),
  check (issue is distinct from 'rejete' or motif <> '')
);
create unique index lignes_paiement_une_fois on lignes_paiement (versement_id) where issue is distinct from 'rejete';
create index lignes_paiement_lot on lignes_paiement (lot_id, reference);

-- A file of the accountant, as it was read: what was done of each line, and what could not be.
create table retours_paiement (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  nom text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  payees integer not null,
  rejetees integer not null,
  connues integer not null,
  -- [{ ligne, colonne, valeur, probleme, remede }]
  defauts jsonb not null,
  acteur_id uuid not null references personnes,
  created_at timestamptz not null
);
create index retours_paiement_liste on retours_paiement (organisation_id, created_at desc, id desc);

create table avenants (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  cle uuid not null,
  motif text not null check (motif <> ''),
  signe_le date not null,
  fin_avant date not null,
  fin_apres date not null,
  created_at timestamptz not null,
  unique (subvention_id, cle)
);

create table reversements (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  cle uuid not null,
  montant bigint not null check (montant > 0),
  recu_le date not null,
  -- Of the accountant's title: « Titre n° 421 du 3 mai 2024 ».
  reference text not null check (reference <> ''),
  created_at timestamptz not null,
  unique (subvention_id, cle)
);

revoke delete on subventions from parvis_app;
revoke update, delete on lots_paiement, retours_paiement, avenants, reversements from parvis_app;
revoke delete on lignes_paiement from parvis_app;

alter table subventions enable row level security;
alter table subventions force row level security;
alter table versements enable row level security;
alter table versements force row level security;
alter table lots_paiement enable row level security;
alter table lots_paiement force row level security;
alter table lignes_paiement enable row level security;
alter table lignes_paiement force row level security;
alter table retours_paiement enable row level security;
alter table retours_paiement force row level security;
alter table avenants enable row level security;
alter table avenants force row level security;
alter table reversements enable row level security;
alter table reversements force row level security;
create policy isolation on subventions
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on versements
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on lots_paiement
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on lignes_paiement
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on retours_paiement
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on avenants
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on reversements
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
-- What is owed or paid stays; a plan that was never begun may be replaced.
create policy suppression on versements as restrictive for delete using (statut = 'prevu' or (select app_systeme()));
