-- The right to erasure (RGPD, art. 17). What remains of an account is a shell: an id that deposited dossiers and the
-- journal name, and nothing else, whatever arrives afterwards.
alter table personnes
  add column effacee_at timestamptz,
  add constraint personnes_effacee_vide check (
    effacee_at is null or (
      prenoms = '{}' and not identite_certifiee
      and num_nonnulls(nom_naissance, nom_usage, sexe, date_naissance, code_commune_naissance, code_pays_naissance,
        email) = 0
    )
  );

-- Nothing new for an erased account: a sign-in or a form that was under way meanwhile is refused. The argument is the
-- column that refers to the person. `for share` waits for an erasure that is under way, then sees what it wrote.
create function refuse_personne_effacee() returns trigger
  language plpgsql
  as $$ declare
    personne uuid;
    effacee timestamptz;
  begin
    execute format('select ($1).%I', tg_argv[0]) into personne using new;
    select effacee_at into effacee from personnes where id = personne for share;
    if effacee is not null then
      raise exception '% : ce compte est effacé', tg_table_name using errcode = 'check_violation';
    end if;
    return new;
  end $$;

create trigger personne_vivante before insert or update of personne_id on identites
  for each row execute function refuse_personne_effacee('personne_id');
create trigger personne_vivante before insert or update of personne_id on sessions
  for each row execute function refuse_personne_effacee('personne_id');
create trigger personne_vivante before insert or update of personne_id on membres
  for each row execute function refuse_personne_effacee('personne_id');
