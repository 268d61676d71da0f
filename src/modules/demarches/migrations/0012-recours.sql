-- A recours gracieux: who asked contests a decision before whoever took it. What is written, and what is answered, are
-- messages of the dossier; here is what the law makes of them.

create table recours (
  -- What it contests: one each.
  decision_id uuid primary key references decisions,
  dossier_id uuid not null references dossiers,
  message_id uuid not null unique references messages,
  recu_le date not null,
  -- The last day to answer: silence kept on it rejects (CRPA, art. L231-4, 2°).
  reponse_avant date not null check (reponse_avant > recu_le),
  issue text check (issue in ('rouvert', 'rejete')),
  reponse_id uuid unique references messages,
  repondu_le date,
  check ((issue is null) = (reponse_id is null) and (issue is null) = (repondu_le is null))
);
create index recours_dossier on recours (dossier_id);

revoke update, delete on recours from parvis_app;
grant update (issue, reponse_id, repondu_le) on recours to parvis_app;

alter table recours enable row level security;
alter table recours force row level security;
create policy isolation on recours using (exists (select from dossiers d where d.id = dossier_id));
-- Whoever asks contests, whoever instructs answers: never the other way round.
create policy demande on recours as restrictive for insert with check (
  (select app_systeme())
  or exists (
    select from dossiers d where d.id = dossier_id
      and (d.porteur_id = (select app_organisation())
        or (d.porteur_id is null and d.usager_id = (select app_personne())))
  )
);
create policy instruction on recours as restrictive for update using (
  (select app_systeme())
  or exists (select from dossiers d where d.id = dossier_id and d.organisation_id = (select app_organisation()))
);
