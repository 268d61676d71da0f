-- A payment that the accountant rejected, then that nobody owed after all, may leave the plan; the sheet that asked for
-- it still says it. It stays, aside: its place in the plan is free.
alter table versements add column retire boolean not null default false;
alter table versements add check (not retire or statut = 'prevu');
alter table versements drop constraint versements_subvention_id_rang_key;
create unique index versements_rang on versements (subvention_id, rang) where not retire;
