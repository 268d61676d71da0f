-- What a fund tells everybody: the projects that it finances, and its agreements as open data (SCDL « subventions »).
-- What is public stands in tables of its own: whoever reads without signing in never reads the fund's own tables.

alter table subventions
  -- So that another local authority may take it up: under which licence, and where the source code is.
  add column licence text check (length(licence) between 1 and 100),
  add column depot_source text check (depot_source ~ '^https://' and length(depot_source) <= 300);

-- One awarded subvention as anybody may read it. Only the triggers below write here.
create table projets_finances (
  id uuid primary key references subventions,
  organisation_id uuid not null references organisations,
  numero text not null,
  statut text not null,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  beneficiaire_departement text,
  -- Name and purpose without accents nor capitals, each word after a space: what the search looks at.
  recherche text not null,
  objet text not null,
  cout bigint not null,
  montant bigint not null,
  montant_verse bigint not null default 0,
  axe_id uuid not null references axes,
  axe_numero smallint not null,
  axe_nom text not null,
  -- The dispositif that it was asked of, when it came through one.
  dispositif_id uuid references dispositifs,
  dispositif_nom text,
  decidee_le date not null,
  convention_signee_le date,
  commencement date,
  fin_prevue date not null,
  licence text,
  depot_source text,
  fictif boolean not null,
  created_at timestamptz not null,
  modified_at timestamptz not null
);
create index projets_finances_liste on projets_finances (organisation_id, created_at desc, id desc);
-- For programs, over all organisations: what changed last comes first.
create index projets_finances_modifies on projets_finances (modified_at desc, id desc) where not fictif;

create function texte_pour_recherche(texte text) returns text
  language sql immutable parallel safe
  as $$
    select ' ' || trim(regexp_replace(
      lower(regexp_replace(normalize(texte, nfkd), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g'))
  $$;

-- What was decided once stays, with what became of it: an award that was withdrawn is told as such, it does not vanish.
create function tenir_projet_finance(subvention uuid) returns void
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
      modified_at = excluded.modified_at
    where (p.statut, p.montant, p.montant_verse, p.convention_signee_le, p.commencement, p.fin_prevue, p.licence,
        p.depot_source)
      is distinct from (excluded.statut, excluded.montant, excluded.montant_verse, excluded.convention_signee_le,
        excluded.commencement, excluded.fin_prevue, excluded.licence, excluded.depot_source)
  $$;
revoke execute on function tenir_projet_finance(uuid) from public;

create function projet_de_subvention() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin
    perform tenir_projet_finance(new.id);
    return null;
  end $$;
revoke execute on function projet_de_subvention() from public;
create trigger projet_de_subvention after insert or update on subventions
  for each row execute function projet_de_subvention();

create function projet_de_soldes() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin
    perform tenir_projet_finance(new.subvention_id);
    return null;
  end $$;
revoke execute on function projet_de_soldes() from public;
create trigger projet_de_soldes after update on subvention_soldes
  for each row when (new.paye <> old.paye) execute function projet_de_soldes();

-- What was awarded before this file. An owner obeys the row-level security too: it says for whom it looks.
select set_config('app.systeme', 'oui', true);
select tenir_projet_finance(id) from subventions;
select set_config('app.systeme', '', true);

-- What the open data of a fund needs and nothing else says. Its row is what two publications at once wait for.
create table publication_reglages (
  organisation_id uuid primary key references organisations,
  -- Of the establishment that awards: its first nine digits are the SIREN of the organisation.
  siret text not null check (siret ~ '^\d{14}$'),
  modified_at timestamptz not null
);

-- One file as it was published: it can be made again, to the byte, from `publications_scdl`.
create table editions_scdl (
  organisation_id uuid not null references organisations,
  numero integer not null check (numero > 0),
  lignes integer not null check (lignes >= 0),
  taille bigint not null check (taille > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  publiee_at timestamptz not null,
  primary key (organisation_id, numero)
);

-- The rows of one subvention, as they were published from an edition until the one that replaced them.
create table publications_scdl (
  subvention_id uuid not null references subventions,
  edition integer not null,
  organisation_id uuid not null references organisations,
  remplacee integer check (remplacee > edition),
  -- The very text of the file: one line a beneficiary, each with its end.
  texte text not null check (texte <> ''),
  lignes smallint not null check (lignes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  publiee_at timestamptz not null,
  primary key (subvention_id, edition)
);
create unique index publications_scdl_en_cours on publications_scdl (subvention_id) where remplacee is null;
create index publications_scdl_fichier on publications_scdl (organisation_id, subvention_id, edition);

-- A reminder that was sent: once a subvention, a delay and a deadline.
create table rappels_publication (
  subvention_id uuid not null references subventions,
  seuil smallint not null check (seuil > 0),
  echeance date not null,
  organisation_id uuid not null references organisations,
  created_at timestamptz not null,
  primary key (subvention_id, seuil, echeance)
);

-- Looked at by agreement, in the order of the file; and what one beneficiary received in a year.
create index subventions_conventionnees on subventions (organisation_id, id)
  where convention_signee_le is not null and not fictif;
create index subventions_par_beneficiaire on subventions (left(beneficiaire_siret, 9), organisation_id)
  where convention_signee_le is not null and not fictif;

revoke insert, update, delete on projets_finances from parvis_app;
revoke update, delete on editions_scdl, rappels_publication from parvis_app;
revoke delete on publications_scdl, publication_reglages from parvis_app;

alter table projets_finances enable row level security;
alter table projets_finances force row level security;
create policy lecture on projets_finances for select using (true);
create policy ecriture on projets_finances for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table publication_reglages enable row level security;
alter table publication_reglages force row level security;
create policy isolation on publication_reglages
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table editions_scdl enable row level security;
alter table editions_scdl force row level security;
create policy lecture on editions_scdl for select using (true);
create policy ecriture on editions_scdl for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table publications_scdl enable row level security;
alter table publications_scdl force row level security;
create policy lecture on publications_scdl for select using (true);
create policy ecriture on publications_scdl for all
  using (organisation_id = (select app_organisation()) or (select app_systeme()))
  with check (organisation_id = (select app_organisation()) or (select app_systeme()));
alter table rappels_publication enable row level security;
alter table rappels_publication force row level security;
create policy isolation on rappels_publication
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
