-- The movements of one instant are read in the order in which they were passed: what is reserved, then engaged.
alter table ecritures add column rang bigint generated always as identity;
drop index ecritures_enveloppe;
create unique index ecritures_enveloppe on ecritures (enveloppe_id, passed_at, rang);
