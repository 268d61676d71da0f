-- What an organisation may ask of other administrations for one démarche, as DataPass granted it; and the secret that
-- goes with it, sealed.

create table habilitations (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  demarche_id uuid not null references demarches,
  fournisseur text not null check (fournisseur in ('api_particulier', 'franceconnect', 'api_entreprise')),
  -- The number of the request in DataPass: what its notifications name it by.
  datapass_id bigint check (datapass_id > 0),
  -- Where the request stands. A request that was granted may be open again while what it granted still holds.
  etat text not null check (
    etat in ('brouillon', 'soumise', 'modifications_demandees', 'validee', 'refusee', 'archivee', 'revoquee')
  ),
  -- True while something granted holds.
  en_vigueur boolean not null,
  scopes text[] not null default '{}',
  -- The texts that allow the treatment, and what it is for, as declared in DataPass.
  base_legale text not null check (length(base_legale) between 1 and 2000),
  finalite text not null check (length(finalite) between 1 and 2000),
  -- Months that the data may be kept after the decision, as declared.
  conservation_mois integer not null check (conservation_mois between 1 and 120),
  -- Whom the data are for, when it is not the seat of the organisation.
  siret text check (siret ~ '^[0-9]{14}$'),
  valable_du date not null,
  valable_jusquau date not null,
  check (valable_du <= valable_jusquau),
  -- Sealed (AES-256-GCM), bound to the id. Never shown again.
  jeton_scelle bytea,
  -- When the token itself says that it is over.
  jeton_expire_le date,
  jeton_remplace_at timestamptz,
  derniere_utilisation_at timestamptz,
  -- The last warning given about the end that is now the nearest: 90, 30 or 7 days, 0 once it is over.
  alerte_jours smallint check (alerte_jours in (90, 30, 7, 0)),
  alerte_pour date,
  -- The instant of the last notification of DataPass that counted.
  datapass_at timestamptz,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  -- One a démarche and a provider: a token is never shared between uses.
  unique (demarche_id, fournisseur)
);
-- By organisation: nobody can keep a number away from whom it belongs to.
create unique index habilitations_datapass on habilitations (datapass_id, organisation_id);
create index habilitations_organisation on habilitations (organisation_id);

-- What DataPass told, so that the same word twice counts once. Nothing of it is kept but its digest.
create table datapass_notifications (
  empreinte bytea primary key,
  datapass_id bigint not null,
  evenement text not null,
  -- What became of it.
  effet text not null check (effet in ('appliquee', 'ancienne', 'sans_effet', 'inconnue')),
  survenue_at timestamptz not null,
  recue_at timestamptz not null
);
create index datapass_notifications_recue on datapass_notifications (recue_at);

alter table habilitations enable row level security;
alter table habilitations force row level security;
create policy isolation on habilitations
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (
    (organisation_id = (select app_organisation()) or (select app_systeme()))
    and exists (select from demarches d where d.id = demarche_id and d.organisation_id = habilitations.organisation_id)
  );
-- A habilitation that is over is kept: it says what was asked, and by which right.
revoke delete on habilitations from parvis_app;
alter table datapass_notifications enable row level security;
alter table datapass_notifications force row level security;
create policy isolation on datapass_notifications using ((select app_systeme()));

-- What the purge looks for: decided dossiers, by démarche, the oldest decision first.
create index dossiers_decides on dossiers (demarche_id, decided_at) where decided_at is not null;
