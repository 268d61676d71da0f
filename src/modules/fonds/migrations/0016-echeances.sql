-- The dates that a fund must not miss once credits are delegated and subventions decided, and who carries a project
-- together.

-- Until when the credits that an enveloppe receives from another may be promised, by what act.
alter table enveloppes
  add column delegation_fin date,
  add column delegation_acte text check (length(delegation_acte) between 1 and 500),
  add constraint enveloppes_delegation_dite check ((delegation_fin is null) = (delegation_acte is null)),
  add constraint enveloppes_delegation_recue check (delegation_fin is null or parent_id is not null);

-- A due date of a subvention that was recalled: once a date and a delay, in the mail of that morning.
create table rappels_subvention (
  organisation_id uuid not null references organisations,
  subvention_id uuid not null references subventions,
  echeance text not null check (echeance in ('commencement', 'versement', 'fin')),
  -- One that was put off is recalled again.
  le date not null,
  seuil smallint not null check (seuil in (7, 30)),
  donne_le date not null,
  primary key (subvention_id, echeance, le, seuil)
);
create index rappels_subvention_courrier on rappels_subvention (organisation_id, donne_le);

-- What is due of the subventions that are under way.
create index subventions_commencer on subventions (commencer_avant)
  where statut in ('attribuee', 'conventionnee') and commencement is null and not fictif;
create index subventions_finir on subventions (fin_prevue)
  where statut in ('attribuee', 'conventionnee') and not fictif;
create index versements_prevus on versements (prevu_le) where statut = 'prevu' and not retire;

revoke update, delete on rappels_subvention from parvis_app;
alter table rappels_subvention enable row level security;
alter table rappels_subvention force row level security;
create policy isolation on rappels_subvention
  using (organisation_id = (select app_organisation()) or (select app_systeme()));

-- Those who carry the project with who asks: [{"siret", "nom", "role"}], as the dossier was deposited last.
alter table candidatures
  add column partenaires jsonb not null default '[]' check (jsonb_typeof(partenaires) = 'array');
grant update (partenaires) on candidatures to parvis_app;
select set_config('app.systeme', 'true', true);
update candidatures c set partenaires = (
    select jsonb_agg(jsonb_build_object('siret', ligne #>> '{siret,siret}', 'nom', ligne #>> '{siret,organisme,nom}',
      'role', ligne ->> 'role') order by rang)
    from jsonb_array_elements(d.reponses -> 'partenaires') with ordinality as lignes(ligne, rang)
  )
  from dossiers d
  where d.id = c.dossier_id and jsonb_typeof(d.reponses -> 'partenaires') = 'array'
    and jsonb_array_length(d.reponses -> 'partenaires') > 0;
select set_config('app.systeme', '', true);
