-- What a transaction may see, read by every row-level security policy. The application writes these settings at
-- each `begin` (see database.ts); an absent one sees nothing.

create function app_organisation() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;

create function app_personne() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.personne', true), '')::uuid $$;

create function app_systeme() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('app.systeme', true), '') = 'oui' $$;

-- For append-only tables: `create trigger … before update or delete or truncate … execute function refuse_change()`.
create function refuse_change() returns trigger
  language plpgsql
  as $$ begin
    raise exception '% est en ajout seul : % refusé', tg_table_name, tg_op using errcode = 'insufficient_privilege';
  end $$;

-- The application may use what migrations create, and owns nothing. Tables that it may not update or delete
-- revoke it themselves.
grant usage on schema public to parvis_app;
alter default privileges in schema public grant select, insert, update, delete on tables to parvis_app;
alter default privileges in schema public grant usage on sequences to parvis_app;
grant execute on all functions in schema public to parvis_app;
