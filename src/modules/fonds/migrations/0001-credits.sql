-- The fund's money: programme, axes, enveloppes, and the ledger that moves credits between their accounts.
-- What may never happen (an euro promised twice, a negative account) is refused by the database itself.

create table programmes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  nom text not null check (nom <> ''),
  montant bigint not null check (montant > 0),
  created_at timestamptz not null
);
create index programmes_organisation on programmes (organisation_id);

create table axes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  programme_id uuid not null references programmes,
  numero smallint not null check (numero > 0),
  nom text not null check (nom <> ''),
  montant bigint not null check (montant > 0),
  unique (programme_id, numero)
);

-- One purse: an axis, a year, a territory. `parent_id` is the enveloppe that delegates its credits to this one.
create table enveloppes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  axe_id uuid not null references axes,
  annee smallint not null check (annee between 2000 and 2100),
  nom text not null check (nom <> ''),
  territoire_type text not null check (territoire_type in ('national', 'region', 'departement')),
  territoire_code text,
  parent_id uuid references enveloppes check (parent_id <> id),
  created_at timestamptz not null,
  check ((territoire_type = 'national') = (territoire_code is null))
);
create unique index enveloppes_purse on enveloppes (axe_id, annee, territoire_type, coalesce(territoire_code, ''));
create index enveloppes_parent on enveloppes (parent_id);

-- The accounts of an enveloppe, in cents. Only the trigger of `ecritures` writes here, and it never leaves one account
-- below zero nor the sum away from what was authorised: this is where nothing can be awarded beyond the enveloppe.
create table enveloppe_soldes (
  enveloppe_id uuid primary key references enveloppes,
  organisation_id uuid not null references organisations,
  autorise bigint not null default 0 check (autorise >= 0),
  disponible bigint not null default 0 check (disponible >= 0),
  reserve bigint not null default 0 check (reserve >= 0),
  engage bigint not null default 0 check (engage >= 0),
  liquide bigint not null default 0 check (liquide >= 0),
  paye bigint not null default 0 check (paye >= 0),
  rendu bigint not null default 0 check (rendu >= 0),
  constraint enveloppe_soldes_balance check (autorise = disponible + reserve + engage + liquide + paye + rendu)
);

-- The same accounts for one subvention: what is paid was liquidated, what is liquidated was committed.
create table subvention_soldes (
  subvention_id uuid primary key,
  organisation_id uuid not null references organisations,
  enveloppe_id uuid not null references enveloppes,
  reserve bigint not null default 0 check (reserve >= 0),
  engage bigint not null default 0 check (engage >= 0),
  liquide bigint not null default 0 check (liquide >= 0),
  paye bigint not null default 0 check (paye >= 0),
  rendu bigint not null default 0 check (rendu >= 0)
);
create index subvention_soldes_enveloppe on subvention_soldes (enveloppe_id);

-- One movement of credits from an account to another (double entry): never changed, never erased. `autorise` stands
-- for what is outside: credits that come from it enter the enveloppe, credits that go to it leave it.
create table ecritures (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- The movements of one operation: a transfer between two enveloppes has two.
  operation_id uuid not null,
  enveloppe_id uuid not null references enveloppes,
  subvention_id uuid,
  de text not null,
  vers text not null,
  montant bigint not null check (montant > 0),
  type text not null,
  -- Why, and by what authority: « Arbitrage du comité du 4 octobre 2021 », « Arrêté du … ».
  motif text not null check (motif <> ''),
  autorite text not null check (autorite <> ''),
  acteur_id uuid references personnes,
  passed_at timestamptz not null,
  check (de <> vers),
  check (
    array[de, vers] <@ array['autorise', 'disponible', 'reserve', 'engage', 'liquide', 'paye', 'rendu']
  ),
  -- What concerns one subvention says which; what moves free credits concerns none.
  check ((subvention_id is null) = (array[de, vers] <@ array['autorise', 'disponible', 'rendu']))
);
create index ecritures_enveloppe on ecritures (enveloppe_id, passed_at, id);
create index ecritures_subvention on ecritures (subvention_id, passed_at, id) where subvention_id is not null;
create index ecritures_operation on ecritures (operation_id);

-- One row is locked for an enveloppe: movements wait for each other, and none waits in a circle.
create function passer_ecriture() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare
      movement constant bigint := new.montant;
    begin
      insert into enveloppe_soldes (enveloppe_id, organisation_id)
        values (new.enveloppe_id, new.organisation_id) on conflict do nothing;
      update enveloppe_soldes set
        -- `autorise` is counted as what is inside: it grows when credits come from it.
        autorise = autorise + case when new.de = 'autorise' then movement when new.vers = 'autorise' then -movement else 0 end,
        disponible = disponible + case 'disponible' when new.vers then movement when new.de then -movement else 0 end,
        reserve = reserve + case 'reserve' when new.vers then movement when new.de then -movement else 0 end,
        engage = engage + case 'engage' when new.vers then movement when new.de then -movement else 0 end,
        liquide = liquide + case 'liquide' when new.vers then movement when new.de then -movement else 0 end,
        paye = paye + case 'paye' when new.vers then movement when new.de then -movement else 0 end,
        rendu = rendu + case 'rendu' when new.vers then movement when new.de then -movement else 0 end
      where enveloppe_id = new.enveloppe_id;
      if new.subvention_id is not null then
        insert into subvention_soldes (subvention_id, organisation_id, enveloppe_id)
          values (new.subvention_id, new.organisation_id, new.enveloppe_id) on conflict do nothing;
        update subvention_soldes set
          reserve = reserve + case 'reserve' when new.vers then movement when new.de then -movement else 0 end,
          engage = engage + case 'engage' when new.vers then movement when new.de then -movement else 0 end,
          liquide = liquide + case 'liquide' when new.vers then movement when new.de then -movement else 0 end,
          paye = paye + case 'paye' when new.vers then movement when new.de then -movement else 0 end,
          rendu = rendu + case 'rendu' when new.vers then movement when new.de then -movement else 0 end
        where subvention_id = new.subvention_id and enveloppe_id = new.enveloppe_id;
        if not found then
          raise exception 'the subvention % belongs to another enveloppe', new.subvention_id using errcode = 'check_violation';
        end if;
      end if;
      return new;
    end
  $$;
revoke execute on function passer_ecriture() from public;
create trigger passer_ecriture after insert on ecritures for each row execute function passer_ecriture();
create trigger ecritures_append_only before update or delete or truncate on ecritures
  for each statement execute function refuse_change();

revoke update, delete on ecritures from parvis_app;
revoke insert, update, delete on enveloppe_soldes, subvention_soldes from parvis_app;

alter table programmes enable row level security;
alter table programmes force row level security;
alter table axes enable row level security;
alter table axes force row level security;
alter table enveloppes enable row level security;
alter table enveloppes force row level security;
alter table enveloppe_soldes enable row level security;
alter table enveloppe_soldes force row level security;
alter table subvention_soldes enable row level security;
alter table subvention_soldes force row level security;
alter table ecritures enable row level security;
alter table ecritures force row level security;
create policy isolation on programmes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on axes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on enveloppes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on enveloppe_soldes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on subvention_soldes
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
create policy isolation on ecritures
  using (organisation_id = (select app_organisation()) or (select app_systeme()));
