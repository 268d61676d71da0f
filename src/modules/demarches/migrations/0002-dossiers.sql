-- A dossier, from its draft to its decision.

create sequence dossiers_numero;
grant usage on sequence dossiers_numero to parvis_app;

create table dossiers (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  demarche_id uuid not null references demarches,
  version_id uuid not null references demarche_versions,
  usager_id uuid not null references personnes,
  statut text not null check (
    statut in ('brouillon', 'en_construction', 'en_instruction', 'accepte', 'refuse', 'sans_suite')
  ),
  -- Given at the deposit: « 2026-000123 ».
  numero text unique,
  -- The usager's working copy: the draft, then the answers being corrected. What was deposited is in `depots`.
  reponses jsonb not null default '{}',
  origines jsonb not null default '{}',
  -- What each source answered: { "<source>": { etat, phrase, le } }
  sources jsonb not null default '{}',
  -- Ids of the sections already answered, to resume where one stopped.
  etapes_faites text[] not null default '{}',
  -- Who it is for, in lists; from the last deposit.
  demandeur text,
  -- The same without accents, in lower case: what the search looks at.
  demandeur_recherche text,
  -- Set while the usager is asked to correct.
  correction_demandee_at timestamptz,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  check ((statut = 'brouillon') = (submitted_at is null)),
  check ((statut = 'brouillon') = (numero is null)),
  check ((statut in ('accepte', 'refuse', 'sans_suite')) = (decided_at is not null))
);
-- The usager's list, most recent first.
create index dossiers_usager on dossiers (usager_id, modified_at desc, id desc);
-- One draft a démarche and a usager: a double click on « Commencer » finds the same one.
create unique index dossiers_brouillon on dossiers (usager_id, demarche_id) where statut = 'brouillon';
-- The agents' lists, by key: whole, by statut, by démarche.
create index dossiers_liste on dossiers (organisation_id, submitted_at desc, id desc) where statut <> 'brouillon';
create index dossiers_liste_statut on dossiers (organisation_id, statut, submitted_at desc, id desc)
  where statut <> 'brouillon';
create index dossiers_liste_demarche on dossiers (organisation_id, demarche_id, submitted_at desc, id desc)
  where statut <> 'brouillon';
create index dossiers_recherche on dossiers (organisation_id, demandeur_recherche text_pattern_ops)
  where statut <> 'brouillon';

-- What was deposited, each time: the first deposit and each correction. Never changes.
create table depots (
  id uuid primary key,
  dossier_id uuid not null references dossiers,
  rang integer not null check (rang > 0),
  reponses jsonb not null,
  origines jsonb not null,
  -- Computed values as they were then: { "<règle>": { valeur, texte, explication } }
  calculs jsonb not null,
  -- Salt of the digest that the journal holds: erasing it cuts the link, and the proof of the rest stands.
  sel bytea,
  -- The journal's entry that the receipt proves.
  entree_id uuid not null,
  deposited_at timestamptz not null,
  unique (dossier_id, rang)
);

create table pieces (
  id uuid primary key,
  dossier_id uuid not null references dossiers,
  -- Of a champ of the form, or of a message, or the letter of a decision.
  champ_id text,
  message_id uuid,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  nom text not null,
  type_mime text not null,
  taille bigint not null check (taille > 0),
  antivirus text not null check (antivirus in ('saine', 'non_analysee')),
  -- Null until the message or the answer that carries it is sent.
  auteur_id uuid references personnes,
  created_at timestamptz not null
);
create index pieces_dossier on pieces (dossier_id);

create table messages (
  id uuid primary key,
  dossier_id uuid not null references dossiers,
  auteur_type text not null check (auteur_type in ('usager', 'agent')),
  auteur_id uuid not null references personnes,
  -- « Camille Roy », as the other side reads it.
  auteur_nom text not null,
  corps text not null check (length(corps) between 1 and 10000),
  -- True when it asks for a correction: the form opens again.
  demande_correction boolean not null default false,
  -- Sent by the browser with the form: the same form sent twice is one message.
  cle text not null,
  created_at timestamptz not null,
  unique (dossier_id, cle)
);
create index messages_dossier on messages (dossier_id, created_at);
alter table pieces add foreign key (message_id) references messages;

create table decisions (
  id uuid primary key,
  dossier_id uuid not null references dossiers,
  verdict text not null check (verdict in ('accepte', 'refuse', 'sans_suite')),
  motif text not null check (length(motif) between 1 and 5000),
  auteur_id uuid not null references personnes,
  auteur_nom text not null,
  -- The letter, once produced.
  lettre_piece_id uuid references pieces,
  decided_at timestamptz not null
);
create index decisions_dossier on decisions (dossier_id, decided_at);

alter table dossiers enable row level security;
alter table dossiers force row level security;
-- Agents never see a draft: it is not deposited yet.
create policy isolation on dossiers
  using (
    usager_id = (select app_personne())
    or (organisation_id = (select app_organisation()) and statut <> 'brouillon')
    or (select app_systeme())
  );

-- What hangs on a dossier is seen by whoever sees the dossier: the sub-select obeys the policy above.
alter table depots enable row level security;
alter table depots force row level security;
create policy isolation on depots using (exists (select from dossiers d where d.id = dossier_id));
alter table pieces enable row level security;
alter table pieces force row level security;
create policy isolation on pieces using (exists (select from dossiers d where d.id = dossier_id));
alter table messages enable row level security;
alter table messages force row level security;
create policy isolation on messages using (exists (select from dossiers d where d.id = dossier_id));
alter table decisions enable row level security;
alter table decisions force row level security;
create policy isolation on decisions using (exists (select from dossiers d where d.id = dossier_id));

-- A draft belongs to its usager, who may throw it away; what was deposited stays until the law lets it go.
create policy suppression on dossiers as restrictive for delete using (statut = 'brouillon' or (select app_systeme()));
revoke update, delete on messages from parvis_app;
revoke delete on decisions from parvis_app;
