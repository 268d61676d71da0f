-- The contact address that a usager chose here and proved by a link to read. It stays when FranceConnect names another.
alter table personnes
  add column email_prouve_at timestamptz,
  -- Salt of its digest in the journal: erasing it erases the link between the two.
  add column email_sel bytea check (octet_length(email_sel) = 32),
  add constraint personnes_email_prouve check (
    num_nonnulls(email_prouve_at, email_sel) = 0 or num_nonnulls(email, email_prouve_at, email_sel) = 3
  );

-- A link that proves the new contact address of this account, rather than signs anybody in. Once it has served, it keeps
-- the address before, until the holder of that one is told; gone within a day with the link.
alter table liens_connexion
  add column changement_de uuid references personnes,
  add column ancien_email text,
  add constraint liens_connexion_un_usage check (changement_de is null or rapprochement_id is null),
  add constraint liens_connexion_ancien_email check (ancien_email is null or changement_de is not null);
create index liens_connexion_changement on liens_connexion (changement_de) where changement_de is not null;
