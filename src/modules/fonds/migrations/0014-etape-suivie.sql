-- The point d’étape tells rural from urban communes, and follows a beneficiary that changes.

-- By INSEE’s grid, which each server has from its own configuration. What follows from a grid is kept beside what follows
-- from another: two servers may have two for a while.

create table etape_grilles (
  -- SHA-256 of what the grid says of each commune, by SIREN.
  empreinte text primary key check (empreinte ~ '^[0-9a-f]{64}$'),
  -- When a server last said that it uses it, to the hour.
  vue_le timestamptz not null
);
-- A commune that is not here is one that the grid does not have.
create table etape_ruralites (
  empreinte text not null references etape_grilles on delete cascade,
  siren text not null check (siren ~ '^\d{9}$'),
  ruralite text not null check (ruralite in ('rural', 'urbain')),
  primary key (empreinte, siren)
);

alter table etape_cumuls drop constraint etape_cumuls_vue_check;
-- The key of `ruralite` is « <empreinte>/<rural, urbain or inconnu> ».
alter table etape_cumuls add constraint etape_cumuls_vue_check
  check (vue in ('tout', 'axe', 'dispositif', 'profil', 'departement', 'region', 'ruralite'));

-- A collectivité is now counted in each fund that it asked, and a subvention may change hands: all is read again from the
-- journal, which is what says it.
truncate etape_periodes, etape_cumuls, etape_cles, etape_lectures;
-- A server of the version before, which still runs for a while, does not write here any more.
alter table etape_lectures drop constraint etape_lectures_objet_check;
alter table etape_lectures add constraint etape_lectures_objet_check check (objet = 'etape-2');

alter table etape_grilles enable row level security;
alter table etape_grilles force row level security;
create policy lecture on etape_grilles for select using (true);
create policy ecriture on etape_grilles for all using ((select app_systeme())) with check ((select app_systeme()));
alter table etape_ruralites enable row level security;
alter table etape_ruralites force row level security;
create policy lecture on etape_ruralites for select using (true);
create policy ecriture on etape_ruralites for all using ((select app_systeme())) with check ((select app_systeme()));

-- A correction of the SIRET of a beneficiary is an act: an avenant when there is an agreement, else an arrêté.
alter table modeles_actes drop constraint modeles_actes_type_check;
alter table modeles_actes add constraint modeles_actes_type_check check (type in ('arrete', 'notification',
  'arrete_modificatif', 'convention', 'avenant', 'avenant_beneficiaire', 'caducite', 'reversement'));

-- A successor may be elsewhere.
create or replace function tenir_projet_finance(subvention uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    insert into projets_finances as p
    select s.id, s.organisation_id, s.numero, s.statut, s.beneficiaire_siret, s.beneficiaire_nom,
      s.beneficiaire_departement, texte_pour_recherche(s.beneficiaire_nom || ' ' || s.objet), s.objet, s.cout,
      coalesce(s.montant_final, s.montant), coalesce(soldes.paye, 0), a.id, a.numero, a.nom, d.id, d.nom, s.decidee_le,
      s.convention_signee_le, s.commencement, s.fin_prevue, s.licence, s.depot_source, s.fictif, s.created_at, now()
    from subventions s
    join enveloppes e on e.id = s.enveloppe_id
    join axes a on a.id = e.axe_id
    left join subvention_soldes soldes on soldes.subvention_id = s.id
    left join candidatures c on c.dossier_id = s.dossier_id
    left join sessions_fonds f on f.id = c.session_id
    left join dispositifs d on d.id = f.dispositif_id
    where s.id = subvention and s.decidee_le is not null
    on conflict (id) do update set
      statut = excluded.statut, montant = excluded.montant, montant_verse = excluded.montant_verse,
      convention_signee_le = excluded.convention_signee_le, commencement = excluded.commencement,
      fin_prevue = excluded.fin_prevue, licence = excluded.licence, depot_source = excluded.depot_source,
      beneficiaire_siret = excluded.beneficiaire_siret, beneficiaire_nom = excluded.beneficiaire_nom,
      beneficiaire_departement = excluded.beneficiaire_departement,
      recherche = excluded.recherche, modified_at = excluded.modified_at
    where (p.statut, p.montant, p.montant_verse, p.convention_signee_le, p.commencement, p.fin_prevue, p.licence,
        p.depot_source, p.beneficiaire_siret, p.beneficiaire_nom, p.beneficiaire_departement)
      is distinct from (excluded.statut, excluded.montant, excluded.montant_verse, excluded.convention_signee_le,
        excluded.commencement, excluded.fin_prevue, excluded.licence, excluded.depot_source, excluded.beneficiaire_siret,
        excluded.beneficiaire_nom, excluded.beneficiaire_departement)
  $$;
