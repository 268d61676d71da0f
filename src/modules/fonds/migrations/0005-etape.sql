-- The point d’étape at any date: what each dossier, subvention and collectivité was from a day to another, and the
-- figures that follow. All of it is computed from the journal by `projeter-etape`, and can be erased and read again.
-- Days are civil days in Paris; what is true « on a day » is what was true at its end.

-- What was true from `du`, until `au` (excluded; 9999-12-31 while it lasts). A figure of a day is a sum over these
-- lines, and the list behind it is these lines.
create table etape_periodes (
  genre text not null check (genre in ('dossier', 'subvention', 'collectivite')),
  -- Of the dossier or the subvention; for a collectivité, its SIREN.
  sujet_id text not null,
  du date not null,
  au date not null check (du < au),
  -- Who manages the fund.
  organisation_id uuid not null references organisations,
  statut text not null,
  fictif boolean not null,
  axe_id uuid,
  dispositif_id uuid,
  type text not null,
  -- Rank of the class of size; -1 where nobody counted the population.
  classe smallint not null,
  departement text,
  region text,
  siren text,
  -- The day of the deposit or of the proposal; of the decision in force; of the first payment.
  debut date not null,
  decide_le date,
  paye_le date,
  recevabilite text check (recevabilite in ('recevable', 'irrecevable')),
  -- Cents.
  demande bigint not null,
  engage bigint not null,
  liquide bigint not null,
  paye bigint not null,
  -- Of a collectivité: how many subventions it holds.
  tenues integer not null,
  primary key (genre, sujet_id, du)
);
-- The list behind a figure, by key, the latest first: of one statut, of one territory, or whole.
create index etape_periodes_statut on etape_periodes (organisation_id, genre, statut, du desc, sujet_id desc)
  include (au);
create index etape_periodes_departement
  on etape_periodes (organisation_id, genre, departement, du desc, sujet_id desc) include (au);
create index etape_periodes_liste on etape_periodes (organisation_id, genre, du desc, sujet_id desc) include (au);

-- The figures, added up since the beginning. There is a line for a day only when something moved that day: the figures
-- of any day are the last line that is not after it, so a page reads as many lines as there are keys (axes,
-- départements…), whatever the number of dossiers, and no day needs closing.
create table etape_cumuls (
  organisation_id uuid not null references organisations,
  vue text not null check (vue in ('tout', 'axe', 'dispositif', 'profil', 'departement', 'region')),
  cle text not null,
  fictif boolean not null,
  jour date not null,
  -- Everything in it adds up: see domain/etape-compteurs.ts.
  compteurs jsonb not null,
  primary key (organisation_id, vue, cle, fictif, jour)
);
-- The keys that ever had figures.
create table etape_cles (
  organisation_id uuid not null references organisations,
  vue text not null,
  cle text not null,
  fictif boolean not null,
  primary key (organisation_id, vue, cle, fictif)
);

-- How far the tree of the journal was read: written in the transaction that writes what was read.
create table etape_lectures (
  -- What was read for: there is one row.
  objet text primary key check (objet = 'etape'),
  -- Leaves already read, which is the position of the next one.
  position bigint not null check (position >= 0),
  read_at timestamptz not null
);

-- Figures are for everybody. Who is behind them is not: a dossier that is not decided concerns the fund alone.
alter table etape_periodes enable row level security;
alter table etape_periodes force row level security;
create policy lecture on etape_periodes for select using (
  organisation_id = (select app_organisation()) or (select app_systeme())
  -- What was awarded is public.
  or (genre = 'subvention' and statut in ('attribuee', 'conventionnee', 'soldee', 'caduque'))
  or (genre = 'collectivite' and statut = 'soutenue')
);
create policy ecriture on etape_periodes for all
  using ((select app_systeme())) with check ((select app_systeme()));
alter table etape_cumuls enable row level security;
alter table etape_cumuls force row level security;
create policy lecture on etape_cumuls for select using (true);
create policy ecriture on etape_cumuls for all using ((select app_systeme())) with check ((select app_systeme()));
alter table etape_cles enable row level security;
alter table etape_cles force row level security;
create policy lecture on etape_cles for select using (true);
create policy ecriture on etape_cles for all using ((select app_systeme())) with check ((select app_systeme()));
alter table etape_lectures enable row level security;
alter table etape_lectures force row level security;
create policy lecture on etape_lectures for select using (true);
create policy ecriture on etape_lectures for all using ((select app_systeme())) with check ((select app_systeme()));

-- How far the deployment must go, and when: « 1 000 collectivités with FranceConnect by the end of 2022 ».
create table objectifs (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  cle uuid not null,
  libelle text not null check (length(libelle) between 1 and 200),
  technologies text[] not null check (
    cardinality(technologies) > 0 and technologies <@ array['franceconnect', 'api_particulier']
  ),
  -- Collectivités: how many at the beginning, as the source says it, and how many are aimed at.
  depart integer not null check (depart >= 0),
  depart_le date not null,
  cible integer not null check (cible > depart),
  echeance date not null check (echeance > depart_le),
  source text not null check (length(source) between 1 and 300),
  -- The civil day on which it was written here: the point d’étape of an earlier day does not know it.
  declare_le date not null,
  created_at timestamptz not null,
  unique (organisation_id, cle)
);
-- A collectivité that uses one of them.
create table raccordements (
  organisation_id uuid not null references organisations,
  siren text not null check (siren ~ '^\d{9}$'),
  technologie text not null check (technologie in ('franceconnect', 'api_particulier')),
  depuis date not null,
  source text not null check (length(source) between 1 and 300),
  declare_le date not null,
  created_at timestamptz not null,
  primary key (organisation_id, siren, technologie)
);
revoke update, delete on objectifs, raccordements from parvis_app;

alter table objectifs enable row level security;
alter table objectifs force row level security;
create policy lecture on objectifs for select using (true);
create policy ecriture on objectifs for insert with check (organisation_id = (select app_organisation()));
alter table raccordements enable row level security;
alter table raccordements force row level security;
create policy lecture on raccordements for select using (true);
create policy ecriture on raccordements for insert with check (organisation_id = (select app_organisation()));
