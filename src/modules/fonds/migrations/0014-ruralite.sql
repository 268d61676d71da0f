-- Rural and urban communes in the figures of the point d’étape: by INSEE’s grid, which each server has from its own
-- configuration. What follows from a grid is kept beside what follows from another: two servers may have two for a while.

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
