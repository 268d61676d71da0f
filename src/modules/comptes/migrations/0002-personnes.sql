-- People, how they prove who they are, their sessions. Usagers and agents are separate realms: one person who is both
-- has two rows, and signing in as one never opens the other.

create table personnes (
  id uuid primary key,
  type text not null check (type in ('usager', 'agent')),
  prenoms text[] not null default '{}',
  nom_naissance text,
  nom_usage text,
  sexe text check (sexe in ('feminin', 'masculin')),
  date_naissance date,
  code_commune_naissance text,
  code_pays_naissance text,
  -- Contact only: never a key, never a proof (several people share one).
  email text,
  -- True when FranceConnect gave the identity; false when the person typed it.
  identite_certifiee boolean not null default false,
  created_at timestamptz not null default now()
);

-- Roles of a person in an organisation. Invited by e-mail; `personne_id` is set at the first sign-in.
create table membres (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  personne_id uuid references personnes,
  email text not null check (email = lower(email)),
  roles text[] not null check (
    roles <> '{}' and roles <@ array['administrateur', 'instructeur', 'valideur', 'expert', 'gestionnaire', 'archiviste',
      'chef_equipe', 'agent', 'lecteur']
  ),
  invited_at timestamptz not null default now(),
  joined_at timestamptz,
  unique (organisation_id, email)
);
create index membres_personne on membres (personne_id);
create index membres_email on membres (email);

-- The account key is (issuer, sub). 255 octets: OpenID Connect's own limit on a subject.
create table identites (
  issuer text not null,
  sub text not null check (octet_length(sub) between 1 and 255),
  personne_id uuid not null references personnes,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  primary key (issuer, sub)
);
create index identites_personne on identites (personne_id);

-- Only the digest of the cookie is kept: a copy of the table opens no session.
create table sessions (
  empreinte bytea primary key,
  id uuid not null unique,
  personne_id uuid not null references personnes,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  -- « Firefox sur Android », for the person to recognise it.
  appareil text not null,
  fournisseur text not null check (fournisseur in ('franceconnect', 'proconnect', 'lien')),
  -- Kept for the sign-out at the identity provider, which demands it.
  id_token text
);
create index sessions_personne on sessions (personne_id);
create index sessions_expires on sessions (expires_at);

-- A sign-in begun at an identity provider: single use, bound to the browser that began it.
create table connexions_en_cours (
  state_empreinte bytea primary key,
  navigateur_empreinte bytea not null,
  fournisseur text not null check (fournisseur in ('franceconnect', 'proconnect')),
  issuer text not null,
  nonce text not null,
  -- Where to go afterwards: an internal path.
  retour text not null check (retour ~ '^/([^/\\]|$)'),
  -- What the sign-in is for, e.g. the démarche to begin with the data that the usager agreed to have asked.
  intention jsonb,
  created_at timestamptz not null,
  -- Set before the token is asked for; the row stays a little to recognise a second arrival of the same answer.
  used_at timestamptz
);
create index connexions_en_cours_created on connexions_en_cours (created_at);

-- Sign-in by a link received by e-mail, the alternative to FranceConnect.
create table liens_connexion (
  jeton_empreinte bytea primary key,
  navigateur_empreinte bytea not null,
  email text not null,
  retour text not null check (retour ~ '^/([^/\\]|$)'),
  created_at timestamptz not null,
  used_at timestamptz
);
create index liens_connexion_created on liens_connexion (created_at);

-- A form that arrived after its author's session had ended: given back after the sign-in, then forgotten.
create table formulaires_en_attente (
  id uuid primary key,
  navigateur_empreinte bytea not null,
  url text not null,
  champs jsonb not null,
  created_at timestamptz not null
);
create index formulaires_en_attente_created on formulaires_en_attente (created_at);

alter table personnes enable row level security;
alter table personnes force row level security;
alter table membres enable row level security;
alter table membres force row level security;
alter table identites enable row level security;
alter table identites force row level security;
alter table sessions enable row level security;
alter table sessions force row level security;
alter table connexions_en_cours enable row level security;
alter table connexions_en_cours force row level security;
alter table liens_connexion enable row level security;
alter table liens_connexion force row level security;
alter table formulaires_en_attente enable row level security;
alter table formulaires_en_attente force row level security;

create policy isolation on membres
  using (
    organisation_id = (select app_organisation()) or personne_id = (select app_personne()) or (select app_systeme())
  )
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
-- An organisation sees its own people (their names, in histories), never the usagers.
create policy isolation on personnes
  using (
    id = (select app_personne()) or (select app_systeme())
    or (type = 'agent' and exists (
      select from membres m where m.personne_id = personnes.id and m.organisation_id = (select app_organisation())
    ))
  )
  with check (id = (select app_personne()) or (select app_systeme()));
create policy isolation on identites
  using (personne_id = (select app_personne()) or (select app_systeme()));
create policy isolation on sessions
  using (personne_id = (select app_personne()) or (select app_systeme()));
create policy isolation on connexions_en_cours using ((select app_systeme()));
create policy isolation on liens_connexion using ((select app_systeme()));
create policy isolation on formulaires_en_attente using ((select app_systeme()));
