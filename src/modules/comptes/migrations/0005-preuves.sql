-- Who asked for a link, as a keyed digest: to bound how many one sender may ask for. Gone with the link, within a day.
alter table liens_connexion add column expediteur_empreinte bytea;
create index liens_connexion_email on liens_connexion (email, created_at);
create index liens_connexion_expediteur on liens_connexion (expediteur_empreinte, created_at);

-- ProConnect's refresh token, sealed (AES-256-GCM): a long session asks again whether its agent still is one.
alter table sessions add column refresh_token bytea;
-- When the identity provider last vouched for the person.
alter table sessions add column verifie_at timestamptz;
create index sessions_a_verifier on sessions (verifie_at) where refresh_token is not null;

-- Keyed digest of the civil status that came with this subject. FranceConnect makes the subject from the civil status:
-- the same subject with another civil status is an answer about somebody else.
alter table identites add column traits_empreinte bytea;
