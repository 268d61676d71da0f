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
