-- Dossiers that an organisation carries: its members share them, each with their roles.

alter table dossiers
  -- In whose name it is asked; null when a person asks. `usager_id` is then the member who began it.
  add column porteur_id uuid references organisations,
  -- Who deposited last: with who began it, those whom the mails of a carried dossier reach.
  add column deposant_id uuid references personnes,
  -- Of each step, who saved it and at which turn, so that two colleagues do not erase each other:
  -- { "<section>": { "<personne>": 3 } }
  add column enregistrements jsonb not null default '{}',
  -- Nobody instructs their own request.
  add constraint dossiers_porteur_autre check (porteur_id <> organisation_id);

-- An organisation's list, most recent first.
create index dossiers_porteur on dossiers (porteur_id, modified_at desc, id desc) where porteur_id is not null;
-- One draft a démarche and a person, or an organisation: two colleagues who begin at once find the same one.
drop index dossiers_brouillon;
create unique index dossiers_brouillon on dossiers (usager_id, demarche_id)
  where statut = 'brouillon' and porteur_id is null;
create unique index dossiers_brouillon_porteur on dossiers (porteur_id, demarche_id) where statut = 'brouillon';

-- A carried dossier is seen in the scope of the organisation that carries it, drafts included, and no longer by a member
-- who left. Which side a scope stands on is decided by the use cases, and once more below for what is written.
drop policy isolation on dossiers;
create policy isolation on dossiers
  using (
    (porteur_id is null and usager_id = (select app_personne()))
    or porteur_id = (select app_organisation())
    or (organisation_id = (select app_organisation()) and statut <> 'brouillon')
    or (select app_systeme())
  );

-- Whoever asks never decides nor answers themselves; whoever instructs never deposits for them.
create policy instruction on decisions as restrictive for insert with check (
  (select app_systeme())
  or exists (select from dossiers d where d.id = dossier_id and d.organisation_id = (select app_organisation()))
);
create policy demande on depots as restrictive for insert with check (
  (select app_systeme())
  or exists (
    select from dossiers d where d.id = dossier_id
      and (d.porteur_id = (select app_organisation())
        or (d.porteur_id is null and d.usager_id = (select app_personne())))
  )
);
create policy cote on messages as restrictive for insert with check (
  (select app_systeme())
  or exists (
    select from dossiers d where d.id = dossier_id
      and case auteur_type
        when 'agent' then d.organisation_id = (select app_organisation())
        else d.porteur_id = (select app_organisation())
          or (d.porteur_id is null and d.usager_id = (select app_personne()))
      end
  )
);
