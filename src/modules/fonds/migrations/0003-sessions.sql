-- What one may ask the fund for, when, and under which rules. Public: anybody may read what is asked of them.

create table dispositifs (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  axe_id uuid not null references axes,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  nom text not null check (nom <> ''),
  nature text not null check (nature in ('guichet', 'appel_a_projets')),
  presentation text not null,
  -- The form by which one asks; none while it is not written.
  demarche_id uuid unique references demarches,
  created_at timestamptz not null,
  unique (organisation_id, slug)
);

-- When one may ask. A desk that does not close has no closing.
create table sessions_fonds (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  dispositif_id uuid not null references dispositifs,
  numero smallint not null check (numero > 0),
  nom text not null check (nom <> ''),
  opens_at timestamptz not null,
  closes_at timestamptz check (closes_at > opens_at),
  grace_minutes smallint not null default 0 check (grace_minutes between 0 and 1440),
  created_at timestamptz not null,
  unique (dispositif_id, numero),
  unique (dispositif_id, nom)
);

-- One version of the rules of a session. It never changes: a dossier keeps the version of its deposit.
create table regles_session (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  version smallint not null check (version > 0),
  -- Publicodes, as data, and the SHA-256 of its canonical text (RFC 8785).
  regles jsonb not null,
  empreinte bytea not null check (length(empreinte) = 32),
  applies_from timestamptz not null,
  created_at timestamptz not null,
  unique (session_id, version),
  unique (session_id, applies_from)
);

-- Under which rules a dossier was deposited: written once, at its first deposit, in the same transaction.
create table candidatures (
  dossier_id uuid primary key references dossiers,
  -- The organisation that manages the fund.
  organisation_id uuid not null references organisations,
  session_id uuid not null references sessions_fonds,
  regles_id uuid not null references regles_session,
  deposited_at timestamptz not null
);
create index candidatures_session on candidatures (session_id);

revoke update, delete on regles_session, candidatures from parvis_app;

alter table dispositifs enable row level security;
alter table dispositifs force row level security;
create policy lecture on dispositifs for select using (true);
create policy ecriture on dispositifs for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table sessions_fonds enable row level security;
alter table sessions_fonds force row level security;
create policy lecture on sessions_fonds for select using (true);
create policy ecriture on sessions_fonds for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table regles_session enable row level security;
alter table regles_session force row level security;
create policy lecture on regles_session for select using (true);
create policy ecriture on regles_session for insert
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
-- Whoever sees the dossier sees under which rules it was deposited, and whoever deposits it writes that.
alter table candidatures enable row level security;
alter table candidatures force row level security;
create policy isolation on candidatures
  using (
    organisation_id = (select app_organisation()) or (select app_systeme())
    or exists (select from dossiers where dossiers.id = dossier_id)
  );
