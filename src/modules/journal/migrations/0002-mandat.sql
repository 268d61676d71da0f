-- What is done in the name of a person says under which mandate (`contenu.mandat`): they read it all in one place. As
-- text: the journal does not say what a mandate is.
alter table journal_entries
  add column mandat text generated always as (canonical::jsonb #>> '{contenu,mandat}') stored;
create index journal_entries_mandat on journal_entries (mandat, seq) where mandat is not null;
