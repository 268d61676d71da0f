-- From the notes of several reviewers to a ranking that anybody can compute again, then to the decisions of a committee.
-- What was submitted, ranked or closed does not change any more: the database refuses, whoever asks.

-- The grid by which the requests of a session are noted. A new version never changes the older ones.
create table grilles_evaluation (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  version smallint not null check (version > 0),
  -- Criteria, weights, quorum, tie-breaks; and the SHA-256 of its canonical text (RFC 8785).
  contenu jsonb not null,
  empreinte bytea not null check (length(empreinte) = 32),
  created_at timestamptz not null,
  unique (session_id, version)
);

-- One reviewer on one request, under one version of the grid.
create table evaluations (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  grille_id uuid not null references grilles_evaluation,
  dossier_id uuid not null references candidatures,
  evaluateur_id uuid not null references personnes,
  -- [{ critere, note, justification }]; a note is null while it is a draft.
  notes jsonb not null,
  assigned_at timestamptz not null,
  -- Locks it.
  submitted_at timestamptz check (submitted_at >= assigned_at),
  -- Asked again under a new version: what was noted under the older one stays.
  unique (dossier_id, evaluateur_id, grille_id)
);
create index evaluations_evaluateur on evaluations (organisation_id, evaluateur_id, assigned_at desc, id desc);
create index evaluations_session on evaluations (session_id);

-- Who may not judge whom, and why. Never taken back: what they noted before does not count either.
create table conflits_interets (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  dossier_id uuid not null references candidatures,
  evaluateur_id uuid not null references personnes,
  cause text not null check (cause in ('declare', 'meme_siren')),
  motif text not null check (length(motif) between 1 and 2000),
  declared_at timestamptz not null,
  unique (dossier_id, evaluateur_id)
);

-- A ranking with all that it was computed from, byte for byte.
create table classements (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  grille_id uuid not null references grilles_evaluation,
  -- Of the form: sent twice, it makes one ranking.
  cle uuid not null,
  numero smallint not null check (numero > 0),
  algorithme smallint not null check (algorithme > 0),
  -- Canonical JSON (RFC 8785).
  entrees text not null,
  resultat text not null,
  empreinte bytea not null check (empreinte = sha256(convert_to(entrees, 'UTF8'))),
  auteur_id uuid not null references personnes,
  created_at timestamptz not null,
  unique (session_id, numero),
  unique (organisation_id, cle)
);

-- A committee that decides from a ranking.
create table commissions (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  classement_id uuid not null references classements,
  cle uuid not null,
  nom text not null check (length(nom) between 1 and 200),
  tenue_le date not null,
  -- Members who have to be there for a decision to hold.
  quorum smallint not null check (quorum between 1 and 100),
  -- `en_cloture`: the decisions are taken, and are being carried out one by one.
  statut text not null check (statut in ('ouverte', 'en_cloture', 'close')),
  created_at timestamptz not null,
  closed_at timestamptz,
  unique (organisation_id, cle)
);
create index commissions_session on commissions (session_id, created_at desc);

create table commission_membres (
  commission_id uuid not null references commissions,
  organisation_id uuid not null references organisations,
  rang smallint not null check (rang > 0),
  nom text not null check (length(nom) between 1 and 200),
  qualite text check (qualite <> ''),
  present boolean not null default false,
  primary key (commission_id, rang)
);

-- A « what if » that somebody wants to find again: its parameters, as in its address.
create table commission_scenarios (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  commission_id uuid not null references commissions,
  nom text not null check (length(nom) between 1 and 100),
  parametres text not null check (length(parametres) <= 4000),
  created_at timestamptz not null,
  unique (commission_id, nom)
);

-- What the committee decides of one request, and what became of it at the closing.
create table commission_decisions (
  -- Also the key of the subvention that it proposes: carried out twice, it makes one.
  id uuid primary key,
  organisation_id uuid not null references organisations,
  commission_id uuid not null references commissions,
  dossier_id uuid not null references candidatures,
  decision text not null check (decision in ('financer', 'refuser', 'reporter')),
  enveloppe_id uuid references enveloppes,
  -- Cents.
  montant bigint check (montant > 0),
  motif text check (length(motif) between 1 and 5000),
  effet text check (effet in ('proposee', 'refusee', 'reportee', 'echec')),
  -- Why it failed, as a sentence.
  echec text check (echec <> ''),
  subvention_id uuid references subventions,
  decided_at timestamptz not null,
  unique (commission_id, dossier_id),
  check ((decision = 'financer') = (montant is not null)),
  check ((decision = 'financer') = (enveloppe_id is not null)),
  check (decision <> 'refuser' or motif is not null),
  check ((effet is not distinct from 'echec') = (echec is not null)),
  check ((effet is not distinct from 'proposee') = (subvention_id is not null))
);

create function ne_change_plus() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
    begin
      raise exception '% does not change any more', tg_table_name using errcode = 'restrict_violation';
    end
  $$;
create trigger verrou before update or delete on evaluations
  for each row when (old.submitted_at is not null) execute function ne_change_plus();
create trigger verrou before update or delete on commissions
  for each row when (old.statut = 'close') execute function ne_change_plus();
create trigger verrou before update or delete on commission_decisions
  for each row when (old.effet is not null) execute function ne_change_plus();

-- What a committee decides is said while it sits, by whoever may see it.
create function commission_siege() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if not exists (select from commissions where id = new.commission_id and statut = 'ouverte') then
        raise exception 'the committee % does not sit any more', new.commission_id
          using errcode = 'insufficient_privilege';
      end if;
      return new;
    end
  $$;
create trigger seance before insert or update of decision, enveloppe_id, montant, motif on commission_decisions
  for each row execute function commission_siege();
create trigger seance before insert or update on commission_membres
  for each row execute function commission_siege();

revoke update, delete on grilles_evaluation, conflits_interets, classements, commission_scenarios from parvis_app;
revoke delete on evaluations, commissions, commission_membres, commission_decisions from parvis_app;
revoke update on evaluations, commissions, commission_membres, commission_decisions from parvis_app;
grant update (notes, submitted_at) on evaluations to parvis_app;
grant update (statut, closed_at) on commissions to parvis_app;
grant update (present) on commission_membres to parvis_app;
grant update (decision, enveloppe_id, montant, motif, effet, echec, subvention_id, decided_at)
  on commission_decisions to parvis_app;

alter table grilles_evaluation enable row level security;
alter table grilles_evaluation force row level security;
create policy isolation on grilles_evaluation
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table evaluations enable row level security;
alter table evaluations force row level security;
create policy isolation on evaluations
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table conflits_interets enable row level security;
alter table conflits_interets force row level security;
create policy isolation on conflits_interets
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table classements enable row level security;
alter table classements force row level security;
create policy isolation on classements
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table commissions enable row level security;
alter table commissions force row level security;
create policy isolation on commissions
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table commission_membres enable row level security;
alter table commission_membres force row level security;
create policy isolation on commission_membres
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table commission_scenarios enable row level security;
alter table commission_scenarios force row level security;
create policy isolation on commission_scenarios
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table commission_decisions enable row level security;
alter table commission_decisions force row level security;
create policy isolation on commission_decisions
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
