-- What the fund keeps of a request beside its dossier: who asks, for what, and where it stands. It follows the dossier
-- in its own transactions. No screen chose the démarche of a dispositif before this version: no row is there yet.

alter table candidatures
  add column dispositif_id uuid not null references dispositifs,
  add column statut text not null
    check (statut in ('deposee', 'en_instruction', 'acceptee', 'refusee', 'sans_suite')),
  add column beneficiaire_siret text not null check (beneficiaire_siret ~ '^\d{14}$'),
  add column beneficiaire_nom text not null check (beneficiaire_nom <> ''),
  add column beneficiaire_type text not null check (
    beneficiaire_type in ('commune', 'epci', 'departement', 'region', 'syndicat', 'autre')
  ),
  add column beneficiaire_departement text,
  add column beneficiaire_region text,
  add column beneficiaire_population integer check (beneficiaire_population >= 0),
  add column beneficiaire_recherche text not null,
  add column objet text not null check (objet <> ''),
  -- Cents, from the financing plan that was deposited last.
  add column cout bigint not null check (cout >= 0),
  add column assiette bigint not null check (assiette between 0 and cout),
  add column demande bigint not null check (demande >= 0),
  add column autres_aides bigint not null check (autres_aides >= 0),
  add column financements_prives bigint not null check (financements_prives >= 0),
  add column debut date,
  add column fin date,
  -- What makes the tool reusable by others.
  add column licence text,
  add column depot_source text,
  -- Made for a demonstration or a test: said wherever it appears.
  add column fictif boolean not null;

-- The instructors' lists, by key.
create index candidatures_liste on candidatures (organisation_id, deposited_at desc, dossier_id desc);
create index candidatures_liste_statut on candidatures (organisation_id, statut, deposited_at desc, dossier_id desc);

-- A request follows its dossier; its session, its rules and its instant stay those of the deposit.
grant update (
  statut, beneficiaire_siret, beneficiaire_nom, beneficiaire_type, beneficiaire_departement, beneficiaire_region,
  beneficiaire_population, beneficiaire_recherche, objet, cout, assiette, demande, autres_aides, financements_prives,
  debut, fin, licence, depot_source
) on candidatures to parvis_app;
