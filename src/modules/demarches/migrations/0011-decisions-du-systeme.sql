-- A rejection may come from silence, by the effect of the law: nobody wrote it.
alter table decisions alter column auteur_id drop not null;
