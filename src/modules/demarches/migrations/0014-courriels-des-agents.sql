-- What happened on the side of who asks, for the agents to be told: at once of a recours, whose time is the law's; once a
-- day of the rest. Written with the fact, it names nobody and holds nothing of what was written.

create table nouveautes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  dossier_id uuid not null references dossiers on delete cascade,
  quoi text not null check (quoi in ('depot', 'correction', 'message', 'recours')),
  at timestamptz not null,
  -- The day on which the mails about it were queued; null until then.
  annoncee_le date
);
create index nouveautes_a_annoncer on nouveautes (organisation_id, at) where annoncee_le is null;
create index nouveautes_annoncees on nouveautes (organisation_id, annoncee_le);

revoke update on nouveautes from parvis_app;
grant update (annoncee_le) on nouveautes to parvis_app;

alter table nouveautes enable row level security;
alter table nouveautes force row level security;
-- Whoever asks writes it beside their own fact, and does not read it.
create policy isolation on nouveautes
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (
    exists (select from dossiers d where d.id = dossier_id and d.organisation_id = nouveautes.organisation_id)
  );
create policy annonce on nouveautes as restrictive for update using ((select app_systeme()));
create policy oubli on nouveautes as restrictive for delete using ((select app_systeme()));

-- Which of these mails an agent wants of one organisation; without a row, those of their roles. The place that is left
-- takes the choice with it.
create table courriels_choisis (
  membre_id uuid primary key references membres on delete cascade,
  choix text not null check (choix in ('tous', 'recours', 'aucun'))
);

alter table courriels_choisis enable row level security;
alter table courriels_choisis force row level security;
create policy isolation on courriels_choisis using (
  (select app_systeme())
  or exists (select from membres m where m.id = membre_id and m.personne_id = (select app_personne()))
);
