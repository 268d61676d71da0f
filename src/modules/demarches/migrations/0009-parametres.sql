-- What the organisation set when it published a version, as parametres.yaml writes it: to be shown, changed and published
-- again. What it did not set keeps the value of the catalogue.
alter table demarche_versions add column parametres jsonb not null default '{}';
