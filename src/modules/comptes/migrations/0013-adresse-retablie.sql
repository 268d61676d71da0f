-- A contact address that was changed may be put back, for some days, from a link mailed to it: whoever reads it may be
-- the victim of the change.
create table adresses_remplacees (
  id uuid primary key,
  personne_id uuid not null references personnes,
  ancien_email text not null,
  -- The address that took its place; once it was put back, the last one that it replaced.
  nouvel_email text not null,
  -- The link to the old address opened the account, and the new one came to open it by this change.
  connexion boolean not null,
  cle_ajoutee boolean not null,
  -- Digest of the token in the mail; none before it is sent, nor where nothing may be put back.
  jeton_empreinte bytea unique check (octet_length(jeton_empreinte) = 32),
  created_at timestamptz not null,
  -- Erased from then on, whether or not it was put back.
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz,
  check (connexion or not cle_ajoutee)
);
create index adresses_remplacees_personne on adresses_remplacees (personne_id, created_at);
create index adresses_remplacees_expires on adresses_remplacees (expires_at);

alter table adresses_remplacees enable row level security;
alter table adresses_remplacees force row level security;
create policy isolation on adresses_remplacees
  using (personne_id = (select app_personne()) or (select app_systeme()))
  with check ((select app_systeme()));
create trigger personne_vivante before insert or update of personne_id on adresses_remplacees
  for each row execute function refuse_personne_effacee('personne_id');

-- It is kept there from now on.
alter table liens_connexion drop column ancien_email;
