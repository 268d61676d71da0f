-- A person lets another one do their démarches in their name, for a time. Proposed by link, accepted by who signs in with
-- FranceConnect and knows the code that the person tells them: neither a mailbox nor a forwarded link is a proof.
create table mandats (
  id uuid primary key,
  mandant_id uuid not null references personnes,
  -- Names as they were when each of them agreed: the other may not read their account.
  mandant_nom text not null,
  mandataire_id uuid references personnes,
  mandataire_nom text,
  -- Where the link was sent.
  mandataire_email text not null,
  -- The only organisation with which it holds; with all of them when null. It gives that organisation no right to see it.
  limite_organisation_id uuid references organisations,
  duree text not null check (duree in ('jour', 'mois', 'six_mois', 'an')),
  statut text not null check (statut in ('propose', 'accepte', 'refuse', 'bloque', 'revoque', 'rendu', 'expire')),
  -- Until when it may be accepted, then until when it holds.
  echeance timestamptz not null,
  jeton_empreinte bytea not null unique,
  -- Sealed, for the person to read it again until it is used.
  code_scelle bytea,
  essais smallint not null default 0,
  created_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  check ((statut = 'propose') = (code_scelle is not null)),
  check (accepted_at is null or (mandataire_id is not null and mandataire_nom is not null)),
  check (statut <> 'accepte' or accepted_at is not null),
  -- Two accounts that become one may leave such a row behind, ended.
  check (mandant_id <> mandataire_id or statut not in ('propose', 'accepte'))
);
create index mandats_mandant on mandats (mandant_id, created_at);
create index mandats_mandataire on mandats (mandataire_id) where mandataire_id is not null;
create index mandats_email on mandats (mandataire_email, created_at);
create index mandats_echeance on mandats (echeance) where statut in ('propose', 'accepte');

-- Under which mandate this session acts now. It says nothing by itself: the mandate is read again at each request.
alter table sessions add column mandat_id uuid references mandats on delete set null;
create index sessions_mandat on sessions (mandat_id) where mandat_id is not null;

alter table mandats enable row level security;
alter table mandats force row level security;
create policy lecture on mandats for select using (
  (select app_personne()) in (mandant_id, mandataire_id) or (select app_systeme())
);
create policy ajout on mandats for insert with check (
  (mandant_id = (select app_personne()) and mandataire_id is null) or (select app_systeme())
);
create policy changement on mandats for update using (
  (select app_personne()) in (mandant_id, mandataire_id) or (select app_systeme())
);
create policy retrait on mandats for delete using ((select app_systeme()));
