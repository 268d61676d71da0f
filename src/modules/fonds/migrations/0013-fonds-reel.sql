-- What a real installation needs of the fund: committees that close by a job and keep their minutes,
-- opinions whose grid is data.

alter table commissions
  -- In whose name the decisions are carried out: who closed, or who took the closing up again.
  add column cloture_par uuid references personnes,
  -- The minutes, as they were made when it closed.
  add column proces_verbal_sha256 text check (proces_verbal_sha256 ~ '^[0-9a-f]{64}$'),
  -- Those that closed before this file have none, and do not change any more.
  add constraint commissions_proces_verbal check (statut <> 'close' or proces_verbal_sha256 is not null) not valid;
-- What asks whether a file is still held.
create index commissions_proces_verbal on commissions (proces_verbal_sha256) where proces_verbal_sha256 is not null;
grant update (cloture_par, proces_verbal_sha256) on commissions to parvis_app;

-- The grid by which experts give their opinion on the requests of a session. A new version never changes the older ones.
create table grilles_avis (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  version smallint not null check (version > 0),
  -- Criteria; and the SHA-256 of its canonical text (RFC 8785).
  contenu jsonb not null,
  empreinte bytea not null check (length(empreinte) = 32),
  created_at timestamptz not null,
  unique (session_id, version)
);
revoke update, delete on grilles_avis from parvis_app;
alter table grilles_avis enable row level security;
alter table grilles_avis force row level security;
create policy isolation on grilles_avis
  using (organisation_id = (select app_organisation()) or (select app_systeme()));

-- What was answered; and under which version it was asked. None where the session had no grid: the opinion is one whole.
alter table avis_candidatures rename column grille to reponses;
alter table avis_candidatures add column grille_id uuid references grilles_avis;

-- Until now the criteria were these for everybody: what was asked keeps them. An owner obeys the row-level security too.
select set_config('app.systeme', 'oui', true);
insert into grilles_avis (id, organisation_id, session_id, version, contenu, empreinte, created_at)
  select gen_random_uuid(), s.organisation_id, s.id, 1, texte::jsonb, sha256(convert_to(texte, 'UTF8')), now()
  from sessions_fonds s, (values (
    '{"criteres":[{"id":"utilite","titre":"Utilité pour les usagers et les agents"},{"id":"faisabilite","titre":"Faisabilité technique et calendrier"},{"id":"cout","titre":"Coût au regard de ce qui est fait"},{"id":"donnees","titre":"Protection des données et sécurité"},{"id":"reprise","titre":"Réutilisation par d’autres collectivités"}]}'
  )) as criteres(texte);
alter table avis_candidatures disable trigger avis_candidatures_lock;
update avis_candidatures a set grille_id = g.id
  from candidatures c join grilles_avis g on g.session_id = c.session_id
  where c.dossier_id = a.dossier_id;
alter table avis_candidatures enable trigger avis_candidatures_lock;
select set_config('app.systeme', '', true);

-- The SIRET of a beneficiary that was wrong, or that another one took over. Never changes: what was paid under the older
-- number was.
create table corrections_siret (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  -- Of the form: sent twice, it corrects once.
  cle uuid not null,
  cause text not null check (cause in ('etablissement', 'succession')),
  siret_avant text not null check (siret_avant ~ '^\d{14}$'),
  siret_apres text not null check (siret_apres ~ '^\d{14}$' and siret_apres <> siret_avant),
  nom_avant text not null check (nom_avant <> ''),
  nom_apres text not null check (nom_apres <> ''),
  motif text not null check (length(motif) between 1 and 500),
  -- The act by which one legal person follows another: « Arrêté préfectoral n° 2026-12 du 3 mai 2026 ».
  autorite text check (length(autorite) between 1 and 500),
  acteur_id uuid not null references personnes,
  created_at timestamptz not null,
  unique (organisation_id, cle),
  -- Another establishment of the same legal person, or another legal person by an act that says so.
  check ((cause = 'succession') = (left(siret_avant, 9) <> left(siret_apres, 9))),
  check ((cause = 'succession') = (autorite is not null)),
  check (cause = 'succession' or nom_avant = nom_apres)
);
create index corrections_siret_subvention on corrections_siret (subvention_id, created_at);
revoke update, delete on corrections_siret from parvis_app;
alter table corrections_siret enable row level security;
alter table corrections_siret force row level security;
create policy isolation on corrections_siret
  using (organisation_id = (select app_organisation()) or (select app_systeme()));

-- What everybody reads of a project follows the beneficiary too.
create or replace function tenir_projet_finance(subvention uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    insert into projets_finances as p
    select s.id, s.organisation_id, s.numero, s.statut, s.beneficiaire_siret, s.beneficiaire_nom,
      s.beneficiaire_departement, texte_pour_recherche(s.beneficiaire_nom || ' ' || s.objet), s.objet, s.cout,
      coalesce(s.montant_final, s.montant), coalesce(soldes.paye, 0), a.id, a.numero, a.nom, d.id, d.nom, s.decidee_le,
      s.convention_signee_le, s.commencement, s.fin_prevue, s.licence, s.depot_source, s.fictif, s.created_at, now()
    from subventions s
    join enveloppes e on e.id = s.enveloppe_id
    join axes a on a.id = e.axe_id
    left join subvention_soldes soldes on soldes.subvention_id = s.id
    left join candidatures c on c.dossier_id = s.dossier_id
    left join sessions_fonds f on f.id = c.session_id
    left join dispositifs d on d.id = f.dispositif_id
    where s.id = subvention and s.decidee_le is not null
    on conflict (id) do update set
      statut = excluded.statut, montant = excluded.montant, montant_verse = excluded.montant_verse,
      convention_signee_le = excluded.convention_signee_le, commencement = excluded.commencement,
      fin_prevue = excluded.fin_prevue, licence = excluded.licence, depot_source = excluded.depot_source,
      beneficiaire_siret = excluded.beneficiaire_siret, beneficiaire_nom = excluded.beneficiaire_nom,
      recherche = excluded.recherche, modified_at = excluded.modified_at
    where (p.statut, p.montant, p.montant_verse, p.convention_signee_le, p.commencement, p.fin_prevue, p.licence,
        p.depot_source, p.beneficiaire_siret, p.beneficiaire_nom)
      is distinct from (excluded.statut, excluded.montant, excluded.montant_verse, excluded.convention_signee_le,
        excluded.commencement, excluded.fin_prevue, excluded.licence, excluded.depot_source, excluded.beneficiaire_siret,
        excluded.beneficiaire_nom)
  $$;

-- What the open data says of the aid behind a subvention (SCDL « notificationUE » and « dispositifAide »). Null while
-- nobody said.
alter table dispositifs
  add column notification_ue boolean,
  add column dispositif_aide text check (length(dispositif_aide) between 1 and 100);
grant update (notification_ue, dispositif_aide) on dispositifs to parvis_app;
