-- The schema of the database, as the migrations make it. Written by « node scripts/dump-schema.ts »: for reading and
-- for reviewing what a migration really changes. It is not a migration, and nothing reads it but a test.

alter default privileges in schema public grant delete, insert, select, update on tables to parvis_app;

alter default privileges in schema public grant usage on sequences to parvis_app;

create sequence actes_numero as bigint start 1 increment 1;
grant usage on sequence actes_numero to parvis_app;

create sequence dossiers_numero as bigint start 1 increment 1;
grant usage on sequence dossiers_numero to parvis_app;

create sequence lots_paiement_numero as bigint start 1 increment 1;
grant usage on sequence lots_paiement_numero to parvis_app;

create sequence subventions_numero as bigint start 1 increment 1;
grant usage on sequence subventions_numero to parvis_app;

CREATE OR REPLACE FUNCTION public.app_organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.organisation', true), '')::uuid $function$;
grant execute on function app_organisation() to parvis_app;
grant execute on function app_organisation() to public;

CREATE OR REPLACE FUNCTION public.app_personne()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.personne', true), '')::uuid $function$;
grant execute on function app_personne() to parvis_app;
grant execute on function app_personne() to public;

CREATE OR REPLACE FUNCTION public.app_systeme()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.systeme', true), '') = 'oui' $function$;
grant execute on function app_systeme() to parvis_app;
grant execute on function app_systeme() to public;

CREATE OR REPLACE FUNCTION public.avis_candidatures_lock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'An opinion that was given does not change' using errcode = 'restrict_violation';
end $function$;
grant execute on function avis_candidatures_lock() to public;

CREATE OR REPLACE FUNCTION public.commission_siege()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      if not exists (select from commissions where id = new.commission_id and statut = 'ouverte') then
        raise exception 'the committee % does not sit any more', new.commission_id
          using errcode = 'insufficient_privilege';
      end if;
      return new;
    end
  $function$;
grant execute on function commission_siege() to public;

CREATE OR REPLACE FUNCTION public.enqueue_job(task text, payload json, run_at timestamp with time zone, job_key text, max_attempts integer, queue text)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    select (graphile_worker.add_job(
      identifier => task, payload => payload, queue_name => queue,
      run_at => run_at, max_attempts => max_attempts, job_key => job_key
    )).id
  $function$;
grant execute on function enqueue_job(text,json,timestamp with time zone,text,integer,text) to parvis_app;

CREATE OR REPLACE FUNCTION public.journal_close(asked_type text, asked_id text, asked_lecteur uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ declare
    systeme_before text := coalesce(current_setting('app.systeme', true), '');
  begin
    if not journal_may_open(asked_type, asked_id) then
      raise exception 'Only whom the subject concerns may close its history' using errcode = 'insufficient_privilege';
    end if;
    perform set_config('app.systeme', 'oui', true);
    delete from journal_lecteurs
      where sujet_type = asked_type and sujet_id = asked_id and lecteur = asked_lecteur;
    perform set_config('app.systeme', systeme_before, true);
  end $function$;
grant execute on function journal_close(text,text,uuid) to parvis_app;

CREATE OR REPLACE FUNCTION public.journal_enqueue()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
    insert into journal_pending (entry_id, seq, leaf)
      select id, seq, sha256('\x00'::bytea || convert_to(canonical, 'UTF8')) from added;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.journal_may_open(asked_type text, asked_id text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ declare
    systeme_before text := coalesce(current_setting('app.systeme', true), '');
    allowed boolean;
  begin
    perform set_config('app.systeme', 'oui', true);
    allowed := exists (
      select from journal_lecteurs where sujet_type = asked_type and sujet_id = asked_id
        and lecteur in (app_personne(), app_organisation())
    ) or exists (
      select from journal_entries where sujet_type = asked_type and sujet_id = asked_id
        and organisation_id = app_organisation()
    ) or not exists (
      select from journal_lecteurs where sujet_type = asked_type and sujet_id = asked_id
      union all
      select from journal_entries where sujet_type = asked_type and sujet_id = asked_id
    );
    perform set_config('app.systeme', systeme_before, true);
    return allowed;
  end $function$;
grant execute on function journal_may_open(text,text) to parvis_app;

CREATE OR REPLACE FUNCTION public.journal_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ declare
    lowest bigint; highest bigint; added_count bigint; settled_count bigint;
  begin
    select min(position), max(position), count(*) into lowest, highest, added_count from added;
    if added_count = 0 then return null; end if;
    if highest - lowest + 1 <> added_count
      or (lowest > 0 and not exists (select from journal_leaves where position = lowest - 1))
    then
      raise exception 'The leaves of the journal follow one another without a gap';
    end if;
    delete from journal_pending p using added where p.entry_id = added.entry_id and p.leaf = added.leaf;
    get diagnostics settled_count = row_count;
    if settled_count <> added_count then
      raise exception 'A leaf of the journal is not the one that waited';
    end if;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.ne_change_plus()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    begin
      raise exception '% does not change any more', tg_table_name using errcode = 'restrict_violation';
    end
  $function$;
grant execute on function ne_change_plus() to public;

CREATE OR REPLACE FUNCTION public.passer_ecriture()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  $function$;

CREATE OR REPLACE FUNCTION public.projet_de_soldes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
    perform tenir_projet_finance(new.subvention_id);
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.projet_de_subvention()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
    perform tenir_projet_finance(new.id);
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
    raise exception '% est en ajout seul : % refusé', tg_table_name, tg_op using errcode = 'insufficient_privilege';
  end $function$;
grant execute on function refuse_change() to parvis_app;
grant execute on function refuse_change() to public;

CREATE OR REPLACE FUNCTION public.refuse_personne_effacee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ declare
    personne uuid;
    effacee timestamptz;
  begin
    execute format('select ($1).%I', tg_argv[0]) into personne using new;
    select effacee_at into effacee from personnes where id = personne for share;
    if effacee is not null then
      raise exception '% : ce compte est effacé', tg_table_name using errcode = 'check_violation';
    end if;
    return new;
  end $function$;
grant execute on function refuse_personne_effacee() to public;

CREATE OR REPLACE FUNCTION public.simple_name(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select trim(regexp_replace(
      lower(replace(replace(replace(replace(
        regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'),
        'Œ', 'oe'), 'œ', 'oe'), 'Æ', 'ae'), 'æ', 'ae') collate "C"),
      '[^a-z0-9]+', ' ', 'g'))
  $function$;
grant execute on function simple_name(text) to parvis_app;
grant execute on function simple_name(text) to public;

CREATE OR REPLACE FUNCTION public.take_source_call(cles text[], limites integer[], fenetres double precision[], essai_secondes double precision, OUT accorde boolean, OUT attendre_ms bigint, OUT echecs integer)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  -- The time at which the locks are held, not the one at which the transaction began.
  maintenant timestamptz;
  ligne source_limites;
  rang integer;
  pas double precision;
  courante bigint;
  ecart bigint;
  comptes integer[];
  a_ecrire jsonb := '[]';
begin
  accorde := true;
  attendre_ms := 0;
  echecs := 0;
  insert into source_limites (cle) select unnest(cles) order by 1 on conflict do nothing;
  perform from source_limites l where l.cle = any(cles) order by l.cle for update;
  maintenant := clock_timestamp();
  for rang in 1 .. cardinality(cles) loop
    select * into ligne from source_limites l where l.cle = cles[rang];
    if ligne.repos_jusqua > maintenant then
      accorde := false;
      attendre_ms := greatest(attendre_ms, ceil(extract(epoch from ligne.repos_jusqua - maintenant) * 1000));
    end if;
    echecs := greatest(echecs, ligne.echecs);
    if limites[rang] > 0 then
      pas := fenetres[rang] / 10;
      courante := floor(extract(epoch from maintenant) / pas);
      ecart := greatest(courante - ligne.tranche, 0);
      comptes := case
        when cardinality(ligne.tranches) <> 11 or ecart >= 11 then array_fill(0, array[11])
        else ligne.tranches[ecart + 1 : 11] || array_fill(0, array[ecart::integer])
      end;
      if (select sum(n) from unnest(comptes) n) >= limites[rang] then
        accorde := false;
        -- Until the oldest slice that counts leaves the window.
        attendre_ms := greatest(attendre_ms, ceil(1000 * (
          (courante + (select min(i) from unnest(comptes) with ordinality c(n, i) where n > 0)) * pas
          - extract(epoch from maintenant))));
      end if;
      comptes[11] := comptes[11] + 1;
      a_ecrire := a_ecrire || jsonb_build_object('cle', cles[rang], 'comptes', comptes, 'tranche', courante);
    end if;
  end loop;
  if not accorde then return; end if;
  update source_limites l set
    tranches = coalesce((select array_agg(n::integer order by i)
      from jsonb_array_elements_text(e.comptes) with ordinality c(n, i)), l.tranches),
    tranche = e.tranche,
    modified_at = maintenant
  from jsonb_to_recordset(a_ecrire) as e(cle text, comptes jsonb, tranche bigint)
  where l.cle = e.cle;
  -- Somebody broken is tried by one caller only: the others wait for what becomes of it.
  if echecs > 0 then
    update source_limites l set repos_jusqua = maintenant + make_interval(secs => essai_secondes)
      where l.cle = any(cles) and l.echecs > 0 and l.repos_jusqua <= maintenant;
  end if;
end $function$;
grant execute on function take_source_call(text[],integer[],double precision[],double precision) to parvis_app;
grant execute on function take_source_call(text[],integer[],double precision[],double precision) to public;

CREATE OR REPLACE FUNCTION public.tenir_projet_finance(subvention uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    insert into projets_finances as p
    select s.id, s.organisation_id, s.numero, s.statut, s.beneficiaire_siret, s.beneficiaire_nom,
      s.beneficiaire_departement, texte_pour_recherche(s.beneficiaire_nom || ' ' || s.objet), s.objet, s.cout,
      coalesce(s.montant_final, s.montant), coalesce(soldes.paye, 0), a.id, a.numero, a.nom, d.id, d.nom, s.decidee_le,
      s.convention_signee_le, s.commencement, s.fin_prevue, s.licence, s.depot_source, s.fictif, s.created_at, now()
    from subventions s
    join enveloppes e on e.id = s.enveloppe_id
    join axes a on a.id = e.axe_id
    left join subvention_soldes soldes on soldes.subvention_id = s.id
    left join candidatures c on c.dossier_id = s.dossier_id
    left join sessions_fonds f on f.id = c.session_id
    left join dispositifs d on d.id = f.dispositif_id
    where s.id = subvention and s.decidee_le is not null
    on conflict (id) do update set
      statut = excluded.statut, montant = excluded.montant, montant_verse = excluded.montant_verse,
      convention_signee_le = excluded.convention_signee_le, commencement = excluded.commencement,
      fin_prevue = excluded.fin_prevue, licence = excluded.licence, depot_source = excluded.depot_source,
      beneficiaire_siret = excluded.beneficiaire_siret, beneficiaire_nom = excluded.beneficiaire_nom,
      beneficiaire_departement = excluded.beneficiaire_departement,
      recherche = excluded.recherche, modified_at = excluded.modified_at
    where (p.statut, p.montant, p.montant_verse, p.convention_signee_le, p.commencement, p.fin_prevue, p.licence,
        p.depot_source, p.beneficiaire_siret, p.beneficiaire_nom, p.beneficiaire_departement)
      is distinct from (excluded.statut, excluded.montant, excluded.montant_verse, excluded.convention_signee_le,
        excluded.commencement, excluded.fin_prevue, excluded.licence, excluded.depot_source, excluded.beneficiaire_siret,
        excluded.beneficiaire_nom, excluded.beneficiaire_departement)
  $function$;

CREATE OR REPLACE FUNCTION public.texte_pour_recherche(texte text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select ' ' || trim(regexp_replace(
      lower(regexp_replace(normalize(texte, nfkd), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g'))
  $function$;
grant execute on function texte_pour_recherche(text) to public;

create table actes (
  id uuid not null,
  organisation_id uuid not null,
  subvention_id uuid not null,
  type text not null,
  origine uuid not null,
  etat text not null,
  numero text not null,
  modele_id uuid not null,
  donnees text not null,
  donnees_sha256 text not null,
  pdf_sha256 text,
  signe_sha256 text,
  signe_nom text,
  signe_type_mime text,
  created_at timestamp with time zone not null,
  constraint actes_pkey PRIMARY KEY (id),
  constraint actes_numero_key UNIQUE (numero),
  constraint actes_subvention_id_type_etat_origine_key UNIQUE (subvention_id, type, etat, origine),
  constraint actes_modele_id_organisation_id_type_fkey FOREIGN KEY (modele_id, organisation_id, type) REFERENCES modeles_actes(id, organisation_id, type),
  constraint actes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint actes_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint actes_check CHECK ((signe_sha256 IS NULL) = (signe_nom IS NULL) AND (signe_sha256 IS NULL) = (signe_type_mime IS NULL)),
  constraint actes_check1 CHECK (etat = 'signe'::text OR signe_sha256 IS NULL),
  constraint actes_donnees_check CHECK (donnees <> ''::text),
  constraint actes_donnees_sha256_check CHECK (donnees_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint actes_etat_check CHECK (etat = ANY (ARRAY['projet'::text, 'signe'::text])),
  constraint actes_pdf_sha256_check CHECK (pdf_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint actes_signe_nom_check CHECK (signe_nom <> ''::text),
  constraint actes_signe_sha256_check CHECK (signe_sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX actes_liste ON public.actes USING btree (subvention_id, created_at DESC, id DESC);
CREATE INDEX actes_pdf ON public.actes USING btree (pdf_sha256) WHERE (pdf_sha256 IS NOT NULL);
CREATE INDEX actes_signe ON public.actes USING btree (signe_sha256) WHERE (signe_sha256 IS NOT NULL);
alter table actes enable row level security;
alter table actes force row level security;
create policy isolation on actes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER actes_pdf_final BEFORE UPDATE ON public.actes FOR EACH ROW WHEN (((old.pdf_sha256 IS NOT NULL) AND (new.pdf_sha256 IS DISTINCT FROM old.pdf_sha256))) EXECUTE FUNCTION refuse_change();
grant insert, select on actes to parvis_app;
grant update (pdf_sha256) on actes to parvis_app;
grant update (signe_nom) on actes to parvis_app;
grant update (signe_sha256) on actes to parvis_app;
grant update (signe_type_mime) on actes to parvis_app;

create table adresses_remplacees (
  id uuid not null,
  personne_id uuid not null,
  ancien_email text not null,
  nouvel_email text not null,
  connexion boolean not null,
  cle_ajoutee boolean not null,
  jeton_empreinte bytea,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint adresses_remplacees_pkey PRIMARY KEY (id),
  constraint adresses_remplacees_jeton_empreinte_key UNIQUE (jeton_empreinte),
  constraint adresses_remplacees_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint adresses_remplacees_check CHECK (expires_at > created_at),
  constraint adresses_remplacees_check1 CHECK (connexion OR NOT cle_ajoutee),
  constraint adresses_remplacees_jeton_empreinte_check CHECK (octet_length(jeton_empreinte) = 32)
);
CREATE INDEX adresses_remplacees_expires ON public.adresses_remplacees USING btree (expires_at);
CREATE INDEX adresses_remplacees_personne ON public.adresses_remplacees USING btree (personne_id, created_at);
alter table adresses_remplacees enable row level security;
alter table adresses_remplacees force row level security;
create policy isolation on adresses_remplacees for all
  using (((personne_id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (( SELECT app_systeme() AS app_systeme));
CREATE TRIGGER personne_vivante BEFORE INSERT OR UPDATE OF personne_id ON public.adresses_remplacees FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('personne_id');
grant delete, insert, select, update on adresses_remplacees to parvis_app;

create table avenants (
  id uuid not null,
  organisation_id uuid not null,
  subvention_id uuid not null,
  cle uuid not null,
  motif text not null,
  signe_le date not null,
  fin_avant date not null,
  fin_apres date not null,
  created_at timestamp with time zone not null,
  constraint avenants_pkey PRIMARY KEY (id),
  constraint avenants_subvention_id_cle_key UNIQUE (subvention_id, cle),
  constraint avenants_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint avenants_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint avenants_motif_check CHECK (motif <> ''::text)
);
alter table avenants enable row level security;
alter table avenants force row level security;
create policy isolation on avenants for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on avenants to parvis_app;

create table avis_candidatures (
  id uuid not null,
  organisation_id uuid not null,
  dossier_id uuid not null,
  expert_id uuid not null,
  demandeur_id uuid not null,
  question text,
  asked_at timestamp with time zone not null,
  reponses jsonb,
  avis text,
  commentaire text,
  given_at timestamp with time zone,
  grille_id uuid,
  constraint avis_candidatures_pkey PRIMARY KEY (id),
  constraint avis_candidatures_dossier_id_expert_id_key UNIQUE (dossier_id, expert_id),
  constraint avis_candidatures_demandeur_id_fkey FOREIGN KEY (demandeur_id) REFERENCES personnes(id),
  constraint avis_candidatures_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint avis_candidatures_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES personnes(id),
  constraint avis_candidatures_grille_id_fkey FOREIGN KEY (grille_id) REFERENCES grilles_avis(id),
  constraint avis_candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint avis_candidatures_avis_check CHECK (avis = ANY (ARRAY['favorable'::text, 'reserve'::text, 'defavorable'::text])),
  constraint avis_candidatures_check CHECK ((given_at IS NULL) = (avis IS NULL) AND (given_at IS NULL) = (reponses IS NULL)),
  constraint avis_candidatures_check1 CHECK (given_at IS NOT NULL OR commentaire IS NULL),
  constraint avis_candidatures_commentaire_check CHECK (length(commentaire) >= 1 AND length(commentaire) <= 5000),
  constraint avis_candidatures_question_check CHECK (length(question) >= 1 AND length(question) <= 2000)
);
CREATE INDEX avis_candidatures_expert ON public.avis_candidatures USING btree (expert_id, dossier_id) WHERE (given_at IS NULL);
alter table avis_candidatures enable row level security;
alter table avis_candidatures force row level security;
create policy isolation on avis_candidatures for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER avis_candidatures_lock BEFORE DELETE OR UPDATE ON public.avis_candidatures FOR EACH ROW WHEN ((old.given_at IS NOT NULL)) EXECUTE FUNCTION avis_candidatures_lock();
grant delete, insert, select on avis_candidatures to parvis_app;
grant update (avis) on avis_candidatures to parvis_app;
grant update (commentaire) on avis_candidatures to parvis_app;
grant update (given_at) on avis_candidatures to parvis_app;
grant update (reponses) on avis_candidatures to parvis_app;

create table axes (
  id uuid not null,
  organisation_id uuid not null,
  programme_id uuid not null,
  numero smallint not null,
  nom text not null,
  montant bigint not null,
  constraint axes_pkey PRIMARY KEY (id),
  constraint axes_programme_id_numero_key UNIQUE (programme_id, numero),
  constraint axes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint axes_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint axes_montant_check CHECK (montant > 0),
  constraint axes_nom_check CHECK (nom <> ''::text),
  constraint axes_numero_check CHECK (numero > 0)
);
alter table axes enable row level security;
alter table axes force row level security;
create policy isolation on axes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on axes to parvis_app;

create table candidatures (
  dossier_id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  regles_id uuid not null,
  deposited_at timestamp with time zone not null,
  dispositif_id uuid not null,
  statut text not null,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  beneficiaire_type text not null,
  beneficiaire_departement text,
  beneficiaire_region text,
  beneficiaire_population integer,
  beneficiaire_recherche text not null,
  objet text not null,
  cout bigint not null,
  assiette bigint not null,
  demande bigint not null,
  autres_aides bigint not null,
  financements_prives bigint not null,
  debut date,
  fin date,
  licence text,
  depot_source text,
  fictif boolean not null,
  recevable_avant date not null,
  decision_avant date not null,
  recevabilite text,
  recevabilite_par text,
  recevabilite_le date,
  recevabilite_motif text,
  instructeur_id uuid,
  decidee_le date,
  echeance date generated always as (
CASE
    WHEN (fictif OR (statut <> ALL (ARRAY['deposee'::text, 'en_instruction'::text])) OR (decidee_le IS NOT NULL)) THEN NULL::date
    WHEN (recevabilite IS NULL) THEN recevable_avant
    ELSE decision_avant
END) stored,
  partenaires jsonb default '[]'::jsonb not null,
  constraint candidatures_pkey PRIMARY KEY (dossier_id),
  constraint candidatures_dispositif_id_fkey FOREIGN KEY (dispositif_id) REFERENCES dispositifs(id),
  constraint candidatures_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint candidatures_instructeur_id_fkey FOREIGN KEY (instructeur_id) REFERENCES personnes(id),
  constraint candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint candidatures_regles_id_fkey FOREIGN KEY (regles_id) REFERENCES regles_session(id),
  constraint candidatures_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint candidatures_autres_aides_check CHECK (autres_aides >= 0),
  constraint candidatures_beneficiaire_nom_check CHECK (beneficiaire_nom <> ''::text),
  constraint candidatures_beneficiaire_population_check CHECK (beneficiaire_population >= 0),
  constraint candidatures_beneficiaire_siret_check CHECK (beneficiaire_siret ~ '^\d{14}$'::text),
  constraint candidatures_beneficiaire_type_check CHECK (beneficiaire_type = ANY (ARRAY['commune'::text, 'epci'::text, 'departement'::text, 'region'::text, 'syndicat'::text, 'autre'::text])),
  constraint candidatures_check CHECK (assiette >= 0 AND assiette <= cout),
  constraint candidatures_check1 CHECK ((recevabilite IS NULL) = (recevabilite_par IS NULL) AND (recevabilite IS NULL) = (recevabilite_le IS NULL)),
  constraint candidatures_check2 CHECK (recevabilite IS DISTINCT FROM 'irrecevable'::text OR recevabilite_par = 'agent'::text AND recevabilite_motif IS NOT NULL),
  constraint candidatures_cout_check CHECK (cout >= 0),
  constraint candidatures_demande_check CHECK (demande >= 0),
  constraint candidatures_financements_prives_check CHECK (financements_prives >= 0),
  constraint candidatures_objet_check CHECK (objet <> ''::text),
  constraint candidatures_partenaires_check CHECK (jsonb_typeof(partenaires) = 'array'::text),
  constraint candidatures_recevabilite_check CHECK (recevabilite = ANY (ARRAY['recevable'::text, 'irrecevable'::text])),
  constraint candidatures_recevabilite_motif_check CHECK (recevabilite_motif <> ''::text),
  constraint candidatures_recevabilite_par_check CHECK (recevabilite_par = ANY (ARRAY['agent'::text, 'silence'::text])),
  constraint candidatures_statut_check CHECK (statut = ANY (ARRAY['deposee'::text, 'en_instruction'::text, 'acceptee'::text, 'refusee'::text, 'sans_suite'::text]))
);
CREATE INDEX candidatures_echeance ON public.candidatures USING btree (organisation_id, echeance, dossier_id) WHERE (echeance IS NOT NULL);
CREATE INDEX candidatures_instructeur ON public.candidatures USING btree (organisation_id, instructeur_id, deposited_at DESC, dossier_id DESC);
CREATE INDEX candidatures_liste ON public.candidatures USING btree (organisation_id, deposited_at DESC, dossier_id DESC);
CREATE INDEX candidatures_liste_statut ON public.candidatures USING btree (organisation_id, statut, deposited_at DESC, dossier_id DESC);
CREATE INDEX candidatures_rejet ON public.candidatures USING btree (decision_avant, dossier_id) WHERE (decidee_le IS NULL);
CREATE INDEX candidatures_session ON public.candidatures USING btree (session_id);
CREATE INDEX candidatures_silence ON public.candidatures USING btree (recevable_avant, dossier_id) WHERE ((recevabilite IS NULL) AND (decidee_le IS NULL));
CREATE INDEX candidatures_siret ON public.candidatures USING btree (organisation_id, beneficiaire_siret);
alter table candidatures enable row level security;
alter table candidatures force row level security;
create policy isolation on candidatures for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers
  WHERE (dossiers.id = candidatures.dossier_id)))));
grant insert, select on candidatures to parvis_app;
grant update (assiette) on candidatures to parvis_app;
grant update (autres_aides) on candidatures to parvis_app;
grant update (beneficiaire_departement) on candidatures to parvis_app;
grant update (beneficiaire_nom) on candidatures to parvis_app;
grant update (beneficiaire_population) on candidatures to parvis_app;
grant update (beneficiaire_recherche) on candidatures to parvis_app;
grant update (beneficiaire_region) on candidatures to parvis_app;
grant update (beneficiaire_siret) on candidatures to parvis_app;
grant update (beneficiaire_type) on candidatures to parvis_app;
grant update (cout) on candidatures to parvis_app;
grant update (debut) on candidatures to parvis_app;
grant update (decidee_le) on candidatures to parvis_app;
grant update (decision_avant) on candidatures to parvis_app;
grant update (demande) on candidatures to parvis_app;
grant update (depot_source) on candidatures to parvis_app;
grant update (fin) on candidatures to parvis_app;
grant update (financements_prives) on candidatures to parvis_app;
grant update (instructeur_id) on candidatures to parvis_app;
grant update (licence) on candidatures to parvis_app;
grant update (objet) on candidatures to parvis_app;
grant update (partenaires) on candidatures to parvis_app;
grant update (recevabilite) on candidatures to parvis_app;
grant update (recevabilite_le) on candidatures to parvis_app;
grant update (recevabilite_motif) on candidatures to parvis_app;
grant update (recevabilite_par) on candidatures to parvis_app;
grant update (statut) on candidatures to parvis_app;

create table classements (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  grille_id uuid not null,
  cle uuid not null,
  numero smallint not null,
  algorithme smallint not null,
  entrees text not null,
  resultat text not null,
  empreinte bytea not null,
  auteur_id uuid not null,
  created_at timestamp with time zone not null,
  constraint classements_pkey PRIMARY KEY (id),
  constraint classements_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint classements_session_id_numero_key UNIQUE (session_id, numero),
  constraint classements_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint classements_grille_id_fkey FOREIGN KEY (grille_id) REFERENCES grilles_evaluation(id),
  constraint classements_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint classements_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint classements_algorithme_check CHECK (algorithme > 0),
  constraint classements_check CHECK (empreinte = sha256(convert_to(entrees, 'UTF8'::name))),
  constraint classements_numero_check CHECK (numero > 0)
);
alter table classements enable row level security;
alter table classements force row level security;
create policy isolation on classements for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on classements to parvis_app;

create table commission_decisions (
  id uuid not null,
  organisation_id uuid not null,
  commission_id uuid not null,
  dossier_id uuid not null,
  decision text not null,
  enveloppe_id uuid,
  montant bigint,
  motif text,
  effet text,
  echec text,
  subvention_id uuid,
  decided_at timestamp with time zone not null,
  constraint commission_decisions_pkey PRIMARY KEY (id),
  constraint commission_decisions_commission_id_dossier_id_key UNIQUE (commission_id, dossier_id),
  constraint commission_decisions_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES commissions(id),
  constraint commission_decisions_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint commission_decisions_enveloppe_id_fkey FOREIGN KEY (enveloppe_id) REFERENCES enveloppes(id),
  constraint commission_decisions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint commission_decisions_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint commission_decisions_check CHECK ((decision = 'financer'::text) = (montant IS NOT NULL)),
  constraint commission_decisions_check1 CHECK ((decision = 'financer'::text) = (enveloppe_id IS NOT NULL)),
  constraint commission_decisions_check2 CHECK (decision <> 'refuser'::text OR motif IS NOT NULL),
  constraint commission_decisions_check3 CHECK ((NOT effet IS DISTINCT FROM 'echec'::text) = (echec IS NOT NULL)),
  constraint commission_decisions_check4 CHECK ((NOT effet IS DISTINCT FROM 'proposee'::text) = (subvention_id IS NOT NULL)),
  constraint commission_decisions_decision_check CHECK (decision = ANY (ARRAY['financer'::text, 'refuser'::text, 'reporter'::text])),
  constraint commission_decisions_echec_check CHECK (echec <> ''::text),
  constraint commission_decisions_effet_check CHECK (effet = ANY (ARRAY['proposee'::text, 'refusee'::text, 'reportee'::text, 'echec'::text])),
  constraint commission_decisions_montant_check CHECK (montant > 0),
  constraint commission_decisions_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 5000)
);
alter table commission_decisions enable row level security;
alter table commission_decisions force row level security;
create policy isolation on commission_decisions for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER seance BEFORE INSERT OR UPDATE OF decision, enveloppe_id, montant, motif ON public.commission_decisions FOR EACH ROW EXECUTE FUNCTION commission_siege();
CREATE TRIGGER verrou BEFORE DELETE OR UPDATE ON public.commission_decisions FOR EACH ROW WHEN ((old.effet IS NOT NULL)) EXECUTE FUNCTION ne_change_plus();
grant insert, select on commission_decisions to parvis_app;
grant update (decided_at) on commission_decisions to parvis_app;
grant update (decision) on commission_decisions to parvis_app;
grant update (echec) on commission_decisions to parvis_app;
grant update (effet) on commission_decisions to parvis_app;
grant update (enveloppe_id) on commission_decisions to parvis_app;
grant update (montant) on commission_decisions to parvis_app;
grant update (motif) on commission_decisions to parvis_app;
grant update (subvention_id) on commission_decisions to parvis_app;

create table commission_membres (
  commission_id uuid not null,
  organisation_id uuid not null,
  rang smallint not null,
  nom text not null,
  qualite text,
  present boolean default false not null,
  constraint commission_membres_pkey PRIMARY KEY (commission_id, rang),
  constraint commission_membres_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES commissions(id),
  constraint commission_membres_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint commission_membres_nom_check CHECK (length(nom) >= 1 AND length(nom) <= 200),
  constraint commission_membres_qualite_check CHECK (qualite <> ''::text),
  constraint commission_membres_rang_check CHECK (rang > 0)
);
alter table commission_membres enable row level security;
alter table commission_membres force row level security;
create policy isolation on commission_membres for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER seance BEFORE INSERT OR UPDATE ON public.commission_membres FOR EACH ROW EXECUTE FUNCTION commission_siege();
grant insert, select on commission_membres to parvis_app;
grant update (present) on commission_membres to parvis_app;

create table commission_scenarios (
  id uuid not null,
  organisation_id uuid not null,
  commission_id uuid not null,
  nom text not null,
  parametres text not null,
  created_at timestamp with time zone not null,
  constraint commission_scenarios_pkey PRIMARY KEY (id),
  constraint commission_scenarios_commission_id_nom_key UNIQUE (commission_id, nom),
  constraint commission_scenarios_commission_id_fkey FOREIGN KEY (commission_id) REFERENCES commissions(id),
  constraint commission_scenarios_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint commission_scenarios_nom_check CHECK (length(nom) >= 1 AND length(nom) <= 100),
  constraint commission_scenarios_parametres_check CHECK (length(parametres) <= 4000)
);
alter table commission_scenarios enable row level security;
alter table commission_scenarios force row level security;
create policy isolation on commission_scenarios for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on commission_scenarios to parvis_app;

create table commissions (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  classement_id uuid not null,
  cle uuid not null,
  nom text not null,
  tenue_le date not null,
  quorum smallint not null,
  statut text not null,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  cloture_par uuid,
  proces_verbal_sha256 text,
  constraint commissions_pkey PRIMARY KEY (id),
  constraint commissions_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint commissions_classement_id_fkey FOREIGN KEY (classement_id) REFERENCES classements(id),
  constraint commissions_cloture_par_fkey FOREIGN KEY (cloture_par) REFERENCES personnes(id),
  constraint commissions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint commissions_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint commissions_nom_check CHECK (length(nom) >= 1 AND length(nom) <= 200),
  constraint commissions_proces_verbal CHECK (statut <> 'close'::text OR proces_verbal_sha256 IS NOT NULL) NOT VALID,
  constraint commissions_proces_verbal_sha256_check CHECK (proces_verbal_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint commissions_quorum_check CHECK (quorum >= 1 AND quorum <= 100),
  constraint commissions_statut_check CHECK (statut = ANY (ARRAY['ouverte'::text, 'en_cloture'::text, 'close'::text]))
);
CREATE INDEX commissions_proces_verbal ON public.commissions USING btree (proces_verbal_sha256) WHERE (proces_verbal_sha256 IS NOT NULL);
CREATE INDEX commissions_session ON public.commissions USING btree (session_id, created_at DESC);
alter table commissions enable row level security;
alter table commissions force row level security;
create policy isolation on commissions for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER verrou BEFORE DELETE OR UPDATE ON public.commissions FOR EACH ROW WHEN ((old.statut = 'close'::text)) EXECUTE FUNCTION ne_change_plus();
grant insert, select on commissions to parvis_app;
grant update (closed_at) on commissions to parvis_app;
grant update (cloture_par) on commissions to parvis_app;
grant update (proces_verbal_sha256) on commissions to parvis_app;
grant update (statut) on commissions to parvis_app;

create table conflits_interets (
  id uuid not null,
  organisation_id uuid not null,
  dossier_id uuid not null,
  evaluateur_id uuid not null,
  cause text not null,
  motif text not null,
  declared_at timestamp with time zone not null,
  constraint conflits_interets_pkey PRIMARY KEY (id),
  constraint conflits_interets_dossier_id_evaluateur_id_key UNIQUE (dossier_id, evaluateur_id),
  constraint conflits_interets_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint conflits_interets_evaluateur_id_fkey FOREIGN KEY (evaluateur_id) REFERENCES personnes(id),
  constraint conflits_interets_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint conflits_interets_cause_check CHECK (cause = ANY (ARRAY['declare'::text, 'meme_siren'::text])),
  constraint conflits_interets_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 2000)
);
alter table conflits_interets enable row level security;
alter table conflits_interets force row level security;
create policy isolation on conflits_interets for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on conflits_interets to parvis_app;

create table connexions_en_cours (
  state_empreinte bytea not null,
  navigateur_empreinte bytea not null,
  fournisseur text not null,
  issuer text not null,
  nonce text not null,
  retour text not null,
  intention jsonb,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  rapprochement_id uuid,
  constraint connexions_en_cours_pkey PRIMARY KEY (state_empreinte),
  constraint connexions_en_cours_rapprochement_id_fkey FOREIGN KEY (rapprochement_id) REFERENCES rapprochements(id) ON DELETE CASCADE,
  constraint connexions_en_cours_fournisseur_check CHECK (fournisseur = ANY (ARRAY['franceconnect'::text, 'proconnect'::text])),
  constraint connexions_en_cours_retour_check CHECK (retour ~ '^/([^/\\]|$)'::text)
);
CREATE INDEX connexions_en_cours_created ON public.connexions_en_cours USING btree (created_at);
alter table connexions_en_cours enable row level security;
alter table connexions_en_cours force row level security;
create policy isolation on connexions_en_cours for all
  using (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on connexions_en_cours to parvis_app;

create table corrections_siret (
  id uuid not null,
  organisation_id uuid not null,
  subvention_id uuid not null,
  cle uuid not null,
  cause text not null,
  siret_avant text not null,
  siret_apres text not null,
  nom_avant text not null,
  nom_apres text not null,
  motif text not null,
  autorite text,
  acteur_id uuid not null,
  created_at timestamp with time zone not null,
  constraint corrections_siret_pkey PRIMARY KEY (id),
  constraint corrections_siret_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint corrections_siret_acteur_id_fkey FOREIGN KEY (acteur_id) REFERENCES personnes(id),
  constraint corrections_siret_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint corrections_siret_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint corrections_siret_autorite_check CHECK (length(autorite) >= 1 AND length(autorite) <= 500),
  constraint corrections_siret_cause_check CHECK (cause = ANY (ARRAY['etablissement'::text, 'succession'::text])),
  constraint corrections_siret_check CHECK (siret_apres ~ '^\d{14}$'::text AND siret_apres <> siret_avant),
  constraint corrections_siret_check1 CHECK ((cause = 'succession'::text) = ("left"(siret_avant, 9) <> "left"(siret_apres, 9))),
  constraint corrections_siret_check2 CHECK ((cause = 'succession'::text) = (autorite IS NOT NULL)),
  constraint corrections_siret_check3 CHECK (cause = 'succession'::text OR nom_avant = nom_apres),
  constraint corrections_siret_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 500),
  constraint corrections_siret_nom_apres_check CHECK (nom_apres <> ''::text),
  constraint corrections_siret_nom_avant_check CHECK (nom_avant <> ''::text),
  constraint corrections_siret_siret_avant_check CHECK (siret_avant ~ '^\d{14}$'::text)
);
CREATE INDEX corrections_siret_subvention ON public.corrections_siret USING btree (subvention_id, created_at);
alter table corrections_siret enable row level security;
alter table corrections_siret force row level security;
create policy isolation on corrections_siret for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on corrections_siret to parvis_app;

create table courriels_choisis (
  membre_id uuid not null,
  choix text not null,
  constraint courriels_choisis_pkey PRIMARY KEY (membre_id),
  constraint courriels_choisis_membre_id_fkey FOREIGN KEY (membre_id) REFERENCES membres(id) ON DELETE CASCADE,
  constraint courriels_choisis_choix_check CHECK (choix = ANY (ARRAY['tous'::text, 'recours'::text, 'aucun'::text]))
);
alter table courriels_choisis enable row level security;
alter table courriels_choisis force row level security;
create policy isolation on courriels_choisis for all
  using ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM membres m
  WHERE ((m.id = courriels_choisis.membre_id) AND (m.personne_id = ( SELECT app_personne() AS app_personne)))))));
grant delete, insert, select, update on courriels_choisis to parvis_app;

create table datapass_notifications (
  empreinte bytea not null,
  datapass_id bigint not null,
  evenement text not null,
  effet text not null,
  survenue_at timestamp with time zone not null,
  recue_at timestamp with time zone not null,
  constraint datapass_notifications_pkey PRIMARY KEY (empreinte),
  constraint datapass_notifications_effet_check CHECK (effet = ANY (ARRAY['appliquee'::text, 'ancienne'::text, 'sans_effet'::text, 'inconnue'::text]))
);
CREATE INDEX datapass_notifications_recue ON public.datapass_notifications USING btree (recue_at);
alter table datapass_notifications enable row level security;
alter table datapass_notifications force row level security;
create policy isolation on datapass_notifications for all
  using (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on datapass_notifications to parvis_app;

create table decisions (
  id uuid not null,
  dossier_id uuid not null,
  verdict text not null,
  motif text not null,
  auteur_id uuid,
  auteur_nom text not null,
  lettre_piece_id uuid,
  decided_at timestamp with time zone not null,
  constraint decisions_pkey PRIMARY KEY (id),
  constraint decisions_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint decisions_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint decisions_lettre_piece_id_fkey FOREIGN KEY (lettre_piece_id) REFERENCES pieces(id),
  constraint decisions_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 5000),
  constraint decisions_verdict_check CHECK (verdict = ANY (ARRAY['accepte'::text, 'refuse'::text, 'sans_suite'::text]))
);
CREATE INDEX decisions_dossier ON public.decisions USING btree (dossier_id, decided_at);
alter table decisions enable row level security;
alter table decisions force row level security;
create policy instruction on decisions as restrictive for insert
  with check ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = decisions.dossier_id) AND (d.organisation_id = ( SELECT app_organisation() AS app_organisation)))))));
create policy isolation on decisions for all
  using ((EXISTS ( SELECT
   FROM dossiers d
  WHERE (d.id = decisions.dossier_id))));
grant insert, select, update on decisions to parvis_app;

create table defauts_import (
  import_id uuid not null,
  ligne integer not null,
  rang smallint not null,
  organisation_id uuid not null,
  colonne text not null,
  code text not null,
  valeur text not null,
  "precision" text not null,
  constraint defauts_import_pkey PRIMARY KEY (import_id, ligne, rang),
  constraint defauts_import_ligne_check CHECK (ligne > 0),
  constraint defauts_import_rang_check CHECK (rang >= 0)
);
alter table defauts_import enable row level security;
alter table defauts_import force row level security;
create policy isolation on defauts_import for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on defauts_import to parvis_app;

create table demarche_versions (
  id uuid not null,
  demarche_id uuid not null,
  organisation_id uuid not null,
  numero integer not null,
  definition jsonb not null,
  empreinte bytea not null,
  published_at timestamp with time zone default now() not null,
  parametres jsonb default '{}'::jsonb not null,
  constraint demarche_versions_pkey PRIMARY KEY (id),
  constraint demarche_versions_demarche_id_empreinte_key UNIQUE (demarche_id, empreinte),
  constraint demarche_versions_demarche_id_numero_key UNIQUE (demarche_id, numero),
  constraint demarche_versions_demarche_id_fkey FOREIGN KEY (demarche_id) REFERENCES demarches(id),
  constraint demarche_versions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint demarche_versions_numero_check CHECK (numero > 0)
);
alter table demarche_versions enable row level security;
alter table demarche_versions force row level security;
create policy ecriture on demarche_versions for insert
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on demarche_versions for select
  using (true);
grant insert, select on demarche_versions to parvis_app;

create table demarches (
  id uuid not null,
  organisation_id uuid not null,
  slug text not null,
  statut text not null,
  version_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint demarches_pkey PRIMARY KEY (id),
  constraint demarches_organisation_id_slug_key UNIQUE (organisation_id, slug),
  constraint demarches_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint demarches_version_id_fkey FOREIGN KEY (version_id) REFERENCES demarche_versions(id),
  constraint demarches_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
  constraint demarches_statut_check CHECK (statut = ANY (ARRAY['publiee'::text, 'close'::text, 'depubliee'::text]))
);
alter table demarches enable row level security;
alter table demarches force row level security;
create policy ecriture on demarches for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on demarches for select
  using (true);
grant delete, insert, select, update on demarches to parvis_app;

create table demonstration_etapes (
  nom text not null,
  done_at timestamp with time zone not null,
  constraint demonstration_etapes_pkey PRIMARY KEY (nom)
);
alter table demonstration_etapes enable row level security;
alter table demonstration_etapes force row level security;
create policy systeme on demonstration_etapes for all
  using (( SELECT app_systeme() AS app_systeme));
grant insert, select on demonstration_etapes to parvis_app;

create table depots (
  id uuid not null,
  dossier_id uuid not null,
  rang integer not null,
  reponses jsonb not null,
  origines jsonb not null,
  calculs jsonb not null,
  sel bytea,
  entree_id uuid not null,
  deposited_at timestamp with time zone not null,
  constraint depots_pkey PRIMARY KEY (id),
  constraint depots_dossier_id_rang_key UNIQUE (dossier_id, rang),
  constraint depots_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint depots_rang_check CHECK (rang > 0)
);
alter table depots enable row level security;
alter table depots force row level security;
create policy demande on depots as restrictive for insert
  with check ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = depots.dossier_id) AND ((d.porteur_id = ( SELECT app_organisation() AS app_organisation)) OR ((d.porteur_id IS NULL) AND (d.usager_id = ( SELECT app_personne() AS app_personne)))))))));
create policy isolation on depots for all
  using ((EXISTS ( SELECT
   FROM dossiers d
  WHERE (d.id = depots.dossier_id))));
grant delete, insert, select, update on depots to parvis_app;

create table dispositifs (
  id uuid not null,
  organisation_id uuid not null,
  axe_id uuid not null,
  slug text not null,
  nom text not null,
  nature text not null,
  presentation text not null,
  demarche_id uuid,
  created_at timestamp with time zone not null,
  notification_ue boolean,
  dispositif_aide text,
  constraint dispositifs_pkey PRIMARY KEY (id),
  constraint dispositifs_demarche_id_key UNIQUE (demarche_id),
  constraint dispositifs_organisation_id_slug_key UNIQUE (organisation_id, slug),
  constraint dispositifs_axe_id_fkey FOREIGN KEY (axe_id) REFERENCES axes(id),
  constraint dispositifs_demarche_id_fkey FOREIGN KEY (demarche_id) REFERENCES demarches(id),
  constraint dispositifs_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint dispositifs_dispositif_aide_check CHECK (length(dispositif_aide) >= 1 AND length(dispositif_aide) <= 100),
  constraint dispositifs_nature_check CHECK (nature = ANY (ARRAY['guichet'::text, 'appel_a_projets'::text])),
  constraint dispositifs_nom_check CHECK (nom <> ''::text),
  constraint dispositifs_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);
alter table dispositifs enable row level security;
alter table dispositifs force row level security;
create policy ecriture on dispositifs for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on dispositifs for select
  using (true);
grant delete, insert, select, update on dispositifs to parvis_app;
grant update (dispositif_aide) on dispositifs to parvis_app;
grant update (notification_ue) on dispositifs to parvis_app;

create table dossiers (
  id uuid not null,
  organisation_id uuid not null,
  demarche_id uuid not null,
  version_id uuid not null,
  usager_id uuid not null,
  statut text not null,
  numero text,
  reponses jsonb default '{}'::jsonb not null,
  origines jsonb default '{}'::jsonb not null,
  sources jsonb default '{}'::jsonb not null,
  etapes_faites text[] default '{}'::text[] not null,
  demandeur text,
  demandeur_recherche text,
  correction_demandee_at timestamp with time zone,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  decided_at timestamp with time zone,
  porteur_id uuid,
  deposant_id uuid,
  enregistrements jsonb default '{}'::jsonb not null,
  constraint dossiers_pkey PRIMARY KEY (id),
  constraint dossiers_numero_key UNIQUE (numero),
  constraint dossiers_demarche_id_fkey FOREIGN KEY (demarche_id) REFERENCES demarches(id),
  constraint dossiers_deposant_id_fkey FOREIGN KEY (deposant_id) REFERENCES personnes(id),
  constraint dossiers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint dossiers_porteur_id_fkey FOREIGN KEY (porteur_id) REFERENCES organisations(id),
  constraint dossiers_usager_id_fkey FOREIGN KEY (usager_id) REFERENCES personnes(id),
  constraint dossiers_version_id_fkey FOREIGN KEY (version_id) REFERENCES demarche_versions(id),
  constraint dossiers_check CHECK ((statut = 'brouillon'::text) = (submitted_at IS NULL)),
  constraint dossiers_check1 CHECK ((statut = 'brouillon'::text) = (numero IS NULL)),
  constraint dossiers_check2 CHECK ((statut = ANY (ARRAY['accepte'::text, 'refuse'::text, 'sans_suite'::text])) = (decided_at IS NOT NULL)),
  constraint dossiers_porteur_autre CHECK (porteur_id <> organisation_id),
  constraint dossiers_statut_check CHECK (statut = ANY (ARRAY['brouillon'::text, 'en_construction'::text, 'en_instruction'::text, 'accepte'::text, 'refuse'::text, 'sans_suite'::text]))
);
CREATE UNIQUE INDEX dossiers_brouillon ON public.dossiers USING btree (usager_id, demarche_id) WHERE ((statut = 'brouillon'::text) AND (porteur_id IS NULL));
CREATE UNIQUE INDEX dossiers_brouillon_porteur ON public.dossiers USING btree (porteur_id, demarche_id) WHERE (statut = 'brouillon'::text);
CREATE INDEX dossiers_decides ON public.dossiers USING btree (demarche_id, decided_at) WHERE (decided_at IS NOT NULL);
CREATE INDEX dossiers_liste ON public.dossiers USING btree (organisation_id, submitted_at DESC, id DESC) WHERE (statut <> 'brouillon'::text);
CREATE INDEX dossiers_liste_demarche ON public.dossiers USING btree (organisation_id, demarche_id, submitted_at DESC, id DESC) WHERE (statut <> 'brouillon'::text);
CREATE INDEX dossiers_liste_statut ON public.dossiers USING btree (organisation_id, statut, submitted_at DESC, id DESC) WHERE (statut <> 'brouillon'::text);
CREATE INDEX dossiers_porteur ON public.dossiers USING btree (porteur_id, modified_at DESC, id DESC) WHERE (porteur_id IS NOT NULL);
CREATE INDEX dossiers_recherche ON public.dossiers USING btree (organisation_id, demandeur_recherche text_pattern_ops) WHERE (statut <> 'brouillon'::text);
CREATE INDEX dossiers_usager ON public.dossiers USING btree (usager_id, modified_at DESC, id DESC);
alter table dossiers enable row level security;
alter table dossiers force row level security;
create policy isolation on dossiers for all
  using ((((porteur_id IS NULL) AND (usager_id = ( SELECT app_personne() AS app_personne))) OR (porteur_id = ( SELECT app_organisation() AS app_organisation)) OR ((organisation_id = ( SELECT app_organisation() AS app_organisation)) AND (statut <> 'brouillon'::text)) OR ( SELECT app_systeme() AS app_systeme)));
create policy suppression on dossiers as restrictive for delete
  using (((statut = 'brouillon'::text) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER personne_vivante BEFORE INSERT OR UPDATE OF usager_id ON public.dossiers FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('usager_id');
grant delete, insert, select, update on dossiers to parvis_app;

create table ecritures (
  id uuid not null,
  organisation_id uuid not null,
  operation_id uuid not null,
  enveloppe_id uuid not null,
  subvention_id uuid,
  de text not null,
  vers text not null,
  montant bigint not null,
  type text not null,
  motif text not null,
  autorite text not null,
  acteur_id uuid,
  passed_at timestamp with time zone not null,
  rang bigint generated always as identity not null,
  constraint ecritures_pkey PRIMARY KEY (id),
  constraint ecritures_acteur_id_fkey FOREIGN KEY (acteur_id) REFERENCES personnes(id),
  constraint ecritures_enveloppe_id_fkey FOREIGN KEY (enveloppe_id) REFERENCES enveloppes(id),
  constraint ecritures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint ecritures_subvention_id_enveloppe_id_fkey FOREIGN KEY (subvention_id, enveloppe_id) REFERENCES subventions(id, enveloppe_id) DEFERRABLE INITIALLY DEFERRED,
  constraint ecritures_autorite_check CHECK (autorite <> ''::text),
  constraint ecritures_check CHECK (de <> vers),
  constraint ecritures_check1 CHECK (ARRAY[de, vers] <@ ARRAY['autorise'::text, 'disponible'::text, 'reserve'::text, 'engage'::text, 'liquide'::text, 'paye'::text, 'rendu'::text]),
  constraint ecritures_check2 CHECK ((subvention_id IS NULL) = (ARRAY[de, vers] <@ ARRAY['autorise'::text, 'disponible'::text, 'rendu'::text])),
  constraint ecritures_montant_check CHECK (montant > 0),
  constraint ecritures_motif_check CHECK (motif <> ''::text)
);
CREATE UNIQUE INDEX ecritures_enveloppe ON public.ecritures USING btree (enveloppe_id, passed_at, rang);
CREATE INDEX ecritures_operation ON public.ecritures USING btree (operation_id);
CREATE INDEX ecritures_subvention ON public.ecritures USING btree (subvention_id, passed_at, id) WHERE (subvention_id IS NOT NULL);
alter table ecritures enable row level security;
alter table ecritures force row level security;
create policy isolation on ecritures for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER ecritures_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ecritures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER passer_ecriture AFTER INSERT ON public.ecritures FOR EACH ROW EXECUTE FUNCTION passer_ecriture();
grant insert, select on ecritures to parvis_app;

create table editions_scdl (
  organisation_id uuid not null,
  numero integer not null,
  lignes integer not null,
  taille bigint not null,
  sha256 text not null,
  publiee_at timestamp with time zone not null,
  constraint editions_scdl_pkey PRIMARY KEY (organisation_id, numero),
  constraint editions_scdl_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint editions_scdl_lignes_check CHECK (lignes >= 0),
  constraint editions_scdl_numero_check CHECK (numero > 0),
  constraint editions_scdl_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint editions_scdl_taille_check CHECK (taille > 0)
);
alter table editions_scdl enable row level security;
alter table editions_scdl force row level security;
create policy ecriture on editions_scdl for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on editions_scdl for select
  using (true);
grant insert, select on editions_scdl to parvis_app;

create table effet_lectures (
  objet text not null,
  "position" bigint not null,
  read_at timestamp with time zone not null,
  constraint effet_lectures_pkey PRIMARY KEY (objet),
  constraint effet_lectures_objet_check CHECK (objet = 'effets'::text),
  constraint effet_lectures_position_check CHECK ("position" >= 0)
);
alter table effet_lectures enable row level security;
alter table effet_lectures force row level security;
create policy ecriture on effet_lectures for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on effet_lectures for select
  using (true);
grant delete, insert, select, update on effet_lectures to parvis_app;

create table effets (
  organisation_id uuid not null,
  demarche_id uuid not null,
  version_id uuid not null,
  mois date not null,
  compteurs jsonb not null,
  constraint effets_pkey PRIMARY KEY (version_id, mois),
  constraint effets_demarche_id_fkey FOREIGN KEY (demarche_id) REFERENCES demarches(id),
  constraint effets_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint effets_version_id_fkey FOREIGN KEY (version_id) REFERENCES demarche_versions(id),
  constraint effets_mois_check CHECK (EXTRACT(day FROM mois) = 1::numeric)
);
CREATE INDEX effets_organisation ON public.effets USING btree (organisation_id, mois);
alter table effets enable row level security;
alter table effets force row level security;
create policy ecriture on effets for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on effets for select
  using (true);
grant delete, insert, select, update on effets to parvis_app;

create table enveloppe_soldes (
  enveloppe_id uuid not null,
  organisation_id uuid not null,
  autorise bigint default 0 not null,
  disponible bigint default 0 not null,
  reserve bigint default 0 not null,
  engage bigint default 0 not null,
  liquide bigint default 0 not null,
  paye bigint default 0 not null,
  rendu bigint default 0 not null,
  constraint enveloppe_soldes_pkey PRIMARY KEY (enveloppe_id),
  constraint enveloppe_soldes_enveloppe_id_fkey FOREIGN KEY (enveloppe_id) REFERENCES enveloppes(id),
  constraint enveloppe_soldes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint enveloppe_soldes_autorise_check CHECK (autorise >= 0),
  constraint enveloppe_soldes_balance CHECK (autorise = (disponible + reserve + engage + liquide + paye + rendu)),
  constraint enveloppe_soldes_disponible_check CHECK (disponible >= 0),
  constraint enveloppe_soldes_engage_check CHECK (engage >= 0),
  constraint enveloppe_soldes_liquide_check CHECK (liquide >= 0),
  constraint enveloppe_soldes_paye_check CHECK (paye >= 0),
  constraint enveloppe_soldes_rendu_check CHECK (rendu >= 0),
  constraint enveloppe_soldes_reserve_check CHECK (reserve >= 0)
);
alter table enveloppe_soldes enable row level security;
alter table enveloppe_soldes force row level security;
create policy isolation on enveloppe_soldes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant select on enveloppe_soldes to parvis_app;

create table enveloppes (
  id uuid not null,
  organisation_id uuid not null,
  axe_id uuid not null,
  annee smallint not null,
  nom text not null,
  territoire_type text not null,
  territoire_code text,
  parent_id uuid,
  created_at timestamp with time zone not null,
  delegation_fin date,
  delegation_acte text,
  constraint enveloppes_pkey PRIMARY KEY (id),
  constraint enveloppes_axe_id_fkey FOREIGN KEY (axe_id) REFERENCES axes(id),
  constraint enveloppes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint enveloppes_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES enveloppes(id),
  constraint enveloppes_annee_check CHECK (annee >= 2000 AND annee <= 2100),
  constraint enveloppes_check CHECK (parent_id <> id),
  constraint enveloppes_check1 CHECK ((territoire_type = 'national'::text) = (territoire_code IS NULL)),
  constraint enveloppes_delegation_acte_check CHECK (length(delegation_acte) >= 1 AND length(delegation_acte) <= 500),
  constraint enveloppes_delegation_dite CHECK ((delegation_fin IS NULL) = (delegation_acte IS NULL)),
  constraint enveloppes_delegation_recue CHECK (delegation_fin IS NULL OR parent_id IS NOT NULL),
  constraint enveloppes_nom_check CHECK (nom <> ''::text),
  constraint enveloppes_territoire_type_check CHECK (territoire_type = ANY (ARRAY['national'::text, 'region'::text, 'departement'::text]))
);
CREATE INDEX enveloppes_parent ON public.enveloppes USING btree (parent_id);
CREATE UNIQUE INDEX enveloppes_purse ON public.enveloppes USING btree (axe_id, annee, territoire_type, COALESCE(territoire_code, ''::text));
alter table enveloppes enable row level security;
alter table enveloppes force row level security;
create policy isolation on enveloppes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on enveloppes to parvis_app;

create table etape_cles (
  organisation_id uuid not null,
  vue text not null,
  cle text not null,
  fictif boolean not null,
  constraint etape_cles_pkey PRIMARY KEY (organisation_id, vue, cle, fictif),
  constraint etape_cles_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id)
);
alter table etape_cles enable row level security;
alter table etape_cles force row level security;
create policy ecriture on etape_cles for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_cles for select
  using (true);
grant delete, insert, select, update on etape_cles to parvis_app;

create table etape_cumuls (
  organisation_id uuid not null,
  vue text not null,
  cle text not null,
  fictif boolean not null,
  jour date not null,
  compteurs jsonb not null,
  constraint etape_cumuls_pkey PRIMARY KEY (organisation_id, vue, cle, fictif, jour),
  constraint etape_cumuls_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint etape_cumuls_vue_check CHECK (vue = ANY (ARRAY['tout'::text, 'axe'::text, 'dispositif'::text, 'profil'::text, 'departement'::text, 'region'::text, 'ruralite'::text]))
);
alter table etape_cumuls enable row level security;
alter table etape_cumuls force row level security;
create policy ecriture on etape_cumuls for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_cumuls for select
  using (true);
grant delete, insert, select, update on etape_cumuls to parvis_app;

create table etape_grilles (
  empreinte text not null,
  vue_le timestamp with time zone not null,
  constraint etape_grilles_pkey PRIMARY KEY (empreinte),
  constraint etape_grilles_empreinte_check CHECK (empreinte ~ '^[0-9a-f]{64}$'::text)
);
alter table etape_grilles enable row level security;
alter table etape_grilles force row level security;
create policy ecriture on etape_grilles for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_grilles for select
  using (true);
grant delete, insert, select, update on etape_grilles to parvis_app;

create table etape_lectures (
  objet text not null,
  "position" bigint not null,
  read_at timestamp with time zone not null,
  constraint etape_lectures_pkey PRIMARY KEY (objet),
  constraint etape_lectures_objet_check CHECK (objet = 'etape-2'::text),
  constraint etape_lectures_position_check CHECK ("position" >= 0)
);
alter table etape_lectures enable row level security;
alter table etape_lectures force row level security;
create policy ecriture on etape_lectures for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_lectures for select
  using (true);
grant delete, insert, select, update on etape_lectures to parvis_app;

create table etape_periodes (
  genre text not null,
  sujet_id text not null,
  du date not null,
  au date not null,
  organisation_id uuid not null,
  statut text not null,
  fictif boolean not null,
  axe_id uuid,
  dispositif_id uuid,
  type text not null,
  classe smallint not null,
  departement text,
  region text,
  siren text,
  debut date not null,
  decide_le date,
  paye_le date,
  recevabilite text,
  demande bigint not null,
  engage bigint not null,
  liquide bigint not null,
  paye bigint not null,
  tenues integer not null,
  constraint etape_periodes_pkey PRIMARY KEY (genre, sujet_id, du),
  constraint etape_periodes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint etape_periodes_check CHECK (du < au),
  constraint etape_periodes_genre_check CHECK (genre = ANY (ARRAY['dossier'::text, 'subvention'::text, 'collectivite'::text])),
  constraint etape_periodes_recevabilite_check CHECK (recevabilite = ANY (ARRAY['recevable'::text, 'irrecevable'::text]))
);
CREATE INDEX etape_periodes_departement ON public.etape_periodes USING btree (organisation_id, genre, departement, du DESC, sujet_id DESC) INCLUDE (au);
CREATE INDEX etape_periodes_liste ON public.etape_periodes USING btree (organisation_id, genre, du DESC, sujet_id DESC) INCLUDE (au);
CREATE INDEX etape_periodes_statut ON public.etape_periodes USING btree (organisation_id, genre, statut, du DESC, sujet_id DESC) INCLUDE (au);
alter table etape_periodes enable row level security;
alter table etape_periodes force row level security;
create policy ecriture on etape_periodes for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_periodes for select
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme) OR ((genre = 'subvention'::text) AND (statut = ANY (ARRAY['attribuee'::text, 'conventionnee'::text, 'soldee'::text, 'caduque'::text]))) OR ((genre = 'collectivite'::text) AND (statut = 'soutenue'::text))));
grant delete, insert, select, update on etape_periodes to parvis_app;

create table etape_ruralites (
  empreinte text not null,
  siren text not null,
  ruralite text not null,
  constraint etape_ruralites_pkey PRIMARY KEY (empreinte, siren),
  constraint etape_ruralites_empreinte_fkey FOREIGN KEY (empreinte) REFERENCES etape_grilles(empreinte) ON DELETE CASCADE,
  constraint etape_ruralites_ruralite_check CHECK (ruralite = ANY (ARRAY['rural'::text, 'urbain'::text])),
  constraint etape_ruralites_siren_check CHECK (siren ~ '^\d{9}$'::text)
);
alter table etape_ruralites enable row level security;
alter table etape_ruralites force row level security;
create policy ecriture on etape_ruralites for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
create policy lecture on etape_ruralites for select
  using (true);
grant delete, insert, select, update on etape_ruralites to parvis_app;

create table evaluations (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  grille_id uuid not null,
  dossier_id uuid not null,
  evaluateur_id uuid not null,
  notes jsonb not null,
  assigned_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  constraint evaluations_pkey PRIMARY KEY (id),
  constraint evaluations_dossier_id_evaluateur_id_grille_id_key UNIQUE (dossier_id, evaluateur_id, grille_id),
  constraint evaluations_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint evaluations_evaluateur_id_fkey FOREIGN KEY (evaluateur_id) REFERENCES personnes(id),
  constraint evaluations_grille_id_fkey FOREIGN KEY (grille_id) REFERENCES grilles_evaluation(id),
  constraint evaluations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint evaluations_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint evaluations_check CHECK (submitted_at >= assigned_at)
);
CREATE INDEX evaluations_evaluateur ON public.evaluations USING btree (organisation_id, evaluateur_id, assigned_at DESC, id DESC);
CREATE INDEX evaluations_session ON public.evaluations USING btree (session_id);
alter table evaluations enable row level security;
alter table evaluations force row level security;
create policy isolation on evaluations for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER verrou BEFORE DELETE OR UPDATE ON public.evaluations FOR EACH ROW WHEN ((old.submitted_at IS NOT NULL)) EXECUTE FUNCTION ne_change_plus();
grant insert, select on evaluations to parvis_app;
grant update (notes) on evaluations to parvis_app;
grant update (submitted_at) on evaluations to parvis_app;

create table formulaires_en_attente (
  id uuid not null,
  navigateur_empreinte bytea not null,
  url text not null,
  champs jsonb not null,
  created_at timestamp with time zone not null,
  constraint formulaires_en_attente_pkey PRIMARY KEY (id)
);
CREATE INDEX formulaires_en_attente_created ON public.formulaires_en_attente USING btree (created_at);
alter table formulaires_en_attente enable row level security;
alter table formulaires_en_attente force row level security;
create policy isolation on formulaires_en_attente for all
  using (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on formulaires_en_attente to parvis_app;

create table grilles_avis (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  version smallint not null,
  contenu jsonb not null,
  empreinte bytea not null,
  created_at timestamp with time zone not null,
  constraint grilles_avis_pkey PRIMARY KEY (id),
  constraint grilles_avis_session_id_version_key UNIQUE (session_id, version),
  constraint grilles_avis_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint grilles_avis_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint grilles_avis_empreinte_check CHECK (length(empreinte) = 32),
  constraint grilles_avis_version_check CHECK (version > 0)
);
alter table grilles_avis enable row level security;
alter table grilles_avis force row level security;
create policy isolation on grilles_avis for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on grilles_avis to parvis_app;

create table grilles_evaluation (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  version smallint not null,
  contenu jsonb not null,
  empreinte bytea not null,
  created_at timestamp with time zone not null,
  constraint grilles_evaluation_pkey PRIMARY KEY (id),
  constraint grilles_evaluation_session_id_version_key UNIQUE (session_id, version),
  constraint grilles_evaluation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint grilles_evaluation_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint grilles_evaluation_empreinte_check CHECK (length(empreinte) = 32),
  constraint grilles_evaluation_version_check CHECK (version > 0)
);
alter table grilles_evaluation enable row level security;
alter table grilles_evaluation force row level security;
create policy isolation on grilles_evaluation for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on grilles_evaluation to parvis_app;

create table habilitations (
  id uuid not null,
  organisation_id uuid not null,
  demarche_id uuid not null,
  fournisseur text not null,
  datapass_id bigint,
  etat text not null,
  en_vigueur boolean not null,
  scopes text[] default '{}'::text[] not null,
  base_legale text not null,
  finalite text not null,
  conservation_mois integer not null,
  siret text,
  valable_du date not null,
  valable_jusquau date not null,
  jeton_scelle bytea,
  jeton_expire_le date,
  jeton_remplace_at timestamp with time zone,
  derniere_utilisation_at timestamp with time zone,
  alerte_jours smallint,
  alerte_pour date,
  datapass_at timestamp with time zone,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint habilitations_pkey PRIMARY KEY (id),
  constraint habilitations_demarche_id_fournisseur_key UNIQUE (demarche_id, fournisseur),
  constraint habilitations_demarche_id_fkey FOREIGN KEY (demarche_id) REFERENCES demarches(id),
  constraint habilitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint habilitations_alerte_jours_check CHECK (alerte_jours = ANY (ARRAY[90, 30, 7, 0])),
  constraint habilitations_base_legale_check CHECK (length(base_legale) >= 1 AND length(base_legale) <= 2000),
  constraint habilitations_check CHECK (valable_du <= valable_jusquau),
  constraint habilitations_conservation_mois_check CHECK (conservation_mois >= 1 AND conservation_mois <= 120),
  constraint habilitations_datapass_id_check CHECK (datapass_id > 0),
  constraint habilitations_etat_check CHECK (etat = ANY (ARRAY['brouillon'::text, 'soumise'::text, 'modifications_demandees'::text, 'validee'::text, 'refusee'::text, 'archivee'::text, 'revoquee'::text])),
  constraint habilitations_finalite_check CHECK (length(finalite) >= 1 AND length(finalite) <= 2000),
  constraint habilitations_fournisseur_check CHECK (fournisseur = ANY (ARRAY['api_particulier'::text, 'franceconnect'::text, 'api_entreprise'::text])),
  constraint habilitations_siret_check CHECK (siret ~ '^[0-9]{14}$'::text)
);
CREATE UNIQUE INDEX habilitations_datapass ON public.habilitations USING btree (datapass_id, organisation_id);
CREATE INDEX habilitations_organisation ON public.habilitations USING btree (organisation_id);
alter table habilitations enable row level security;
alter table habilitations force row level security;
create policy isolation on habilitations for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check ((((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)) AND (EXISTS ( SELECT
   FROM demarches d
  WHERE ((d.id = habilitations.demarche_id) AND (d.organisation_id = habilitations.organisation_id))))));
grant insert, select, update on habilitations to parvis_app;

create table identites (
  issuer text not null,
  sub text not null,
  personne_id uuid not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone default now() not null,
  traits_empreinte bytea,
  id uuid default gen_random_uuid() not null,
  constraint identites_pkey PRIMARY KEY (issuer, sub),
  constraint identites_id_key UNIQUE (id),
  constraint identites_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint identites_sub_check CHECK (octet_length(sub) >= 1 AND octet_length(sub) <= 255)
);
CREATE INDEX identites_personne ON public.identites USING btree (personne_id);
alter table identites enable row level security;
alter table identites force row level security;
create policy isolation on identites for all
  using (((personne_id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER personne_vivante BEFORE INSERT OR UPDATE OF personne_id ON public.identites FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('personne_id');
grant delete, insert, select, update on identites to parvis_app;

create table imports (
  id uuid not null,
  organisation_id uuid not null,
  type text not null,
  nom_fichier text not null,
  sha256 text not null,
  taille bigint not null,
  statut text not null,
  refus text,
  ligne integer default 0 not null,
  lues integer default 0 not null,
  nouvelles integer default 0 not null,
  modifiees integer default 0 not null,
  inchangees integer default 0 not null,
  en_double integer default 0 not null,
  rejetees integer default 0 not null,
  defauts integer default 0 not null,
  acteur_id uuid,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_organisation_id_type_sha256_key UNIQUE (organisation_id, type, sha256),
  constraint imports_acteur_id_fkey FOREIGN KEY (acteur_id) REFERENCES personnes(id),
  constraint imports_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint imports_balance CHECK (lues = (nouvelles + modifiees + inchangees + en_double + rejetees)),
  constraint imports_check CHECK ((statut = 'refuse'::text) = (refus IS NOT NULL)),
  constraint imports_check1 CHECK ((statut = 'en_cours'::text) = (finished_at IS NULL)),
  constraint imports_ligne_check CHECK (ligne >= 0),
  constraint imports_nom_fichier_check CHECK (nom_fichier <> ''::text),
  constraint imports_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint imports_statut_check CHECK (statut = ANY (ARRAY['en_cours'::text, 'termine'::text, 'refuse'::text])),
  constraint imports_taille_check CHECK (taille > 0),
  constraint imports_type_check CHECK (type = ANY (ARRAY['scdl-subventions'::text, 'dotations-investissement'::text, 'france-relance'::text]))
);
CREATE INDEX imports_organisation ON public.imports USING btree (organisation_id, created_at DESC, id DESC);
alter table imports enable row level security;
alter table imports force row level security;
create policy isolation on imports for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on imports to parvis_app;

create table journal_entries (
  id uuid not null,
  seq bigint generated always as identity not null,
  canonical text not null,
  at text collate "C" generated always as (((canonical)::jsonb ->> 'at'::text)) stored not null,
  organisation_id uuid generated always as ((((canonical)::jsonb ->> 'organisation'::text))::uuid) stored,
  sujet_type text generated always as (((canonical)::jsonb #>> '{sujet,type}'::text[])) stored not null,
  sujet_id text generated always as (((canonical)::jsonb #>> '{sujet,id}'::text[])) stored not null,
  type text generated always as (((canonical)::jsonb ->> 'type'::text)) stored not null,
  mandat text generated always as (((canonical)::jsonb #>> '{contenu,mandat}'::text[])) stored,
  constraint journal_entries_pkey PRIMARY KEY (id),
  constraint journal_entries_seq_key UNIQUE (seq),
  constraint journal_entries_canonical_check CHECK (octet_length(canonical) <= 65536),
  constraint journal_entries_check CHECK (id = ((canonical::jsonb ->> 'id'::text)::uuid))
);
CREATE INDEX journal_entries_mandat ON public.journal_entries USING btree (mandat, seq) WHERE (mandat IS NOT NULL);
CREATE INDEX journal_entries_sujet ON public.journal_entries USING btree (sujet_type, sujet_id, seq);
alter table journal_entries enable row level security;
alter table journal_entries force row level security;
create policy ajout on journal_entries for insert
  with check (((organisation_id IS NULL) OR (organisation_id = ( SELECT app_organisation() AS app_organisation)) OR (( SELECT app_organisation() AS app_organisation) IS NULL) OR (EXISTS ( SELECT
   FROM journal_lecteurs l
  WHERE ((l.sujet_type = journal_entries.sujet_type) AND (l.sujet_id = journal_entries.sujet_id) AND (l.lecteur = ( SELECT app_organisation() AS app_organisation)))))));
create policy lecture on journal_entries for select
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM journal_lecteurs l
  WHERE ((l.sujet_type = journal_entries.sujet_type) AND (l.sujet_id = journal_entries.sujet_id) AND (l.lecteur = ANY (ARRAY[( SELECT app_personne() AS app_personne), ( SELECT app_organisation() AS app_organisation)])))))));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
CREATE TRIGGER enqueue AFTER INSERT ON public.journal_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_enqueue();
grant insert, select on journal_entries to parvis_app;

create table journal_heads (
  size bigint not null,
  origin text not null,
  root bytea not null,
  at text collate "C" not null,
  key_id text not null,
  signature bytea not null,
  constraint journal_heads_pkey PRIMARY KEY (size),
  constraint journal_heads_key_id_fkey FOREIGN KEY (key_id) REFERENCES journal_keys(key_id),
  constraint journal_heads_root_check CHECK (octet_length(root) = 32),
  constraint journal_heads_signature_check CHECK (octet_length(signature) = 64),
  constraint journal_heads_size_check CHECK (size > 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
grant insert, select on journal_heads to parvis_app;

create table journal_keys (
  key_id text not null,
  public_key bytea not null,
  first_used_at timestamp with time zone default now() not null,
  constraint journal_keys_pkey PRIMARY KEY (key_id),
  constraint journal_keys_key_id_check CHECK (key_id ~ '^[0-9a-f]{32}$'::text),
  constraint journal_keys_public_key_check CHECK (octet_length(public_key) = 44)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
grant insert, select on journal_keys to parvis_app;

create table journal_leaves (
  "position" bigint not null,
  entry_id uuid not null,
  leaf bytea not null,
  constraint journal_leaves_pkey PRIMARY KEY ("position"),
  constraint journal_leaves_entry_id_key UNIQUE (entry_id),
  constraint journal_leaves_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES journal_entries(id),
  constraint journal_leaves_leaf_check CHECK (octet_length(leaf) = 32),
  constraint journal_leaves_position_check CHECK ("position" >= 0)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
CREATE TRIGGER settle AFTER INSERT ON public.journal_leaves REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_settle();
grant insert, select on journal_leaves to parvis_app;

create table journal_lecteurs (
  sujet_type text not null,
  sujet_id text not null,
  lecteur uuid not null,
  constraint journal_lecteurs_pkey PRIMARY KEY (sujet_type, sujet_id, lecteur)
);
CREATE INDEX journal_lecteurs_lecteur ON public.journal_lecteurs USING btree (lecteur);
alter table journal_lecteurs enable row level security;
alter table journal_lecteurs force row level security;
create policy ajout on journal_lecteurs for insert
  with check ((( SELECT app_systeme() AS app_systeme) OR journal_may_open(sujet_type, sujet_id)));
create policy lecture on journal_lecteurs for select
  using (((lecteur = ANY (ARRAY[( SELECT app_personne() AS app_personne), ( SELECT app_organisation() AS app_organisation)])) OR ( SELECT app_systeme() AS app_systeme)));
create policy retrait on journal_lecteurs for delete
  using (( SELECT app_systeme() AS app_systeme));
grant insert, select on journal_lecteurs to parvis_app;

create table journal_nodes (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  constraint journal_nodes_pkey PRIMARY KEY (level, index),
  constraint journal_nodes_hash_check CHECK (octet_length(hash) = 32),
  constraint journal_nodes_index_check CHECK (index >= 0),
  constraint journal_nodes_level_check CHECK (level >= 1 AND level <= 52)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
grant insert, select on journal_nodes to parvis_app;

create table journal_pending (
  entry_id uuid not null,
  seq bigint not null,
  leaf bytea not null,
  constraint journal_pending_pkey PRIMARY KEY (entry_id),
  constraint journal_pending_seq_key UNIQUE (seq),
  constraint journal_pending_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES journal_entries(id)
);
grant select on journal_pending to parvis_app;

create table journal_timestamps (
  size bigint not null,
  gen_time timestamp with time zone not null,
  token bytea not null,
  received_at timestamp with time zone not null,
  constraint journal_timestamps_pkey PRIMARY KEY (size),
  constraint journal_timestamps_size_fkey FOREIGN KEY (size) REFERENCES journal_heads(size)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_timestamps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); -- always
grant insert, select on journal_timestamps to parvis_app;

create table liens_connexion (
  jeton_empreinte bytea not null,
  navigateur_empreinte bytea not null,
  email text not null,
  retour text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  expediteur_empreinte bytea,
  rapprochement_id uuid,
  changement_de uuid,
  constraint liens_connexion_pkey PRIMARY KEY (jeton_empreinte),
  constraint liens_connexion_changement_de_fkey FOREIGN KEY (changement_de) REFERENCES personnes(id),
  constraint liens_connexion_rapprochement_id_fkey FOREIGN KEY (rapprochement_id) REFERENCES rapprochements(id) ON DELETE CASCADE,
  constraint liens_connexion_retour_check CHECK (retour ~ '^/([^/\\]|$)'::text),
  constraint liens_connexion_un_usage CHECK (changement_de IS NULL OR rapprochement_id IS NULL)
);
CREATE INDEX liens_connexion_changement ON public.liens_connexion USING btree (changement_de) WHERE (changement_de IS NOT NULL);
CREATE INDEX liens_connexion_created ON public.liens_connexion USING btree (created_at);
CREATE INDEX liens_connexion_email ON public.liens_connexion USING btree (email, created_at);
CREATE INDEX liens_connexion_expediteur ON public.liens_connexion USING btree (expediteur_empreinte, created_at);
alter table liens_connexion enable row level security;
alter table liens_connexion force row level security;
create policy isolation on liens_connexion for all
  using (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on liens_connexion to parvis_app;

create table lignes_importees (
  cle uuid not null,
  organisation_id uuid not null,
  import_id uuid not null,
  ligne integer not null,
  empreinte uuid not null,
  brut text not null,
  valeurs json,
  constraint lignes_importees_pkey PRIMARY KEY (cle),
  constraint lignes_importees_ligne_check CHECK (ligne > 0)
);
alter table lignes_importees enable row level security;
alter table lignes_importees force row level security;
create policy isolation on lignes_importees for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on lignes_importees to parvis_app;

create table lignes_lot_candidatures (
  lot_id uuid not null,
  organisation_id uuid not null,
  rang smallint not null,
  dossier_id uuid not null,
  issue text,
  raison text,
  constraint lignes_lot_candidatures_pkey PRIMARY KEY (lot_id, rang),
  constraint lignes_lot_candidatures_lot_id_dossier_id_key UNIQUE (lot_id, dossier_id),
  constraint lignes_lot_candidatures_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint lignes_lot_candidatures_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES lots_candidatures(id),
  constraint lignes_lot_candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint lignes_lot_candidatures_check CHECK (COALESCE(issue = 'refusee'::text, false) = (raison IS NOT NULL)),
  constraint lignes_lot_candidatures_issue_check CHECK (issue = ANY (ARRAY['faite'::text, 'refusee'::text])),
  constraint lignes_lot_candidatures_raison_check CHECK (raison <> ''::text),
  constraint lignes_lot_candidatures_rang_check CHECK (rang > 0)
);
alter table lignes_lot_candidatures enable row level security;
alter table lignes_lot_candidatures force row level security;
create policy isolation on lignes_lot_candidatures for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on lignes_lot_candidatures to parvis_app;
grant update (issue) on lignes_lot_candidatures to parvis_app;
grant update (raison) on lignes_lot_candidatures to parvis_app;

create table lignes_paiement (
  id uuid not null,
  organisation_id uuid not null,
  lot_id uuid not null,
  versement_id uuid not null,
  reference text not null,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  libelle text not null,
  montant bigint not null,
  issue text,
  issue_le date,
  motif text,
  constraint lignes_paiement_pkey PRIMARY KEY (id),
  constraint lignes_paiement_reference_key UNIQUE (reference),
  constraint lignes_paiement_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES lots_paiement(id),
  constraint lignes_paiement_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint lignes_paiement_versement_id_fkey FOREIGN KEY (versement_id) REFERENCES versements(id),
  constraint lignes_paiement_check CHECK ((issue IS NULL) = (issue_le IS NULL)),
  constraint lignes_paiement_check1 CHECK (issue IS DISTINCT FROM 'rejete'::text OR motif <> ''::text),
  constraint lignes_paiement_issue_check CHECK (issue = ANY (ARRAY['paye'::text, 'rejete'::text])),
  constraint lignes_paiement_montant_check CHECK (montant > 0)
);
CREATE INDEX lignes_paiement_lot ON public.lignes_paiement USING btree (lot_id, reference);
CREATE UNIQUE INDEX lignes_paiement_une_fois ON public.lignes_paiement USING btree (versement_id) WHERE (issue IS DISTINCT FROM 'rejete'::text);
alter table lignes_paiement enable row level security;
alter table lignes_paiement force row level security;
create policy isolation on lignes_paiement for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select, update on lignes_paiement to parvis_app;

create table lots_candidatures (
  id uuid not null,
  organisation_id uuid not null,
  cle uuid not null,
  action text not null,
  instructeur_id uuid,
  motif text,
  nombre integer not null,
  auteur_id uuid not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint lots_candidatures_pkey PRIMARY KEY (id),
  constraint lots_candidatures_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint lots_candidatures_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint lots_candidatures_instructeur_id_fkey FOREIGN KEY (instructeur_id) REFERENCES personnes(id),
  constraint lots_candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint lots_candidatures_action_check CHECK (action = ANY (ARRAY['affecter'::text, 'instruire'::text, 'recevable'::text, 'refuser'::text])),
  constraint lots_candidatures_check CHECK ((action = 'refuser'::text) = (motif IS NOT NULL)),
  constraint lots_candidatures_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 5000),
  constraint lots_candidatures_nombre_check CHECK (nombre >= 1 AND nombre <= 500)
);
CREATE INDEX lots_candidatures_liste ON public.lots_candidatures USING btree (organisation_id, created_at DESC, id DESC);
alter table lots_candidatures enable row level security;
alter table lots_candidatures force row level security;
create policy isolation on lots_candidatures for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on lots_candidatures to parvis_app;
grant update (ended_at) on lots_candidatures to parvis_app;

create table lots_paiement (
  id uuid not null,
  organisation_id uuid not null,
  numero text not null,
  nombre integer not null,
  montant bigint not null,
  acteur_id uuid not null,
  created_at timestamp with time zone not null,
  constraint lots_paiement_pkey PRIMARY KEY (id),
  constraint lots_paiement_numero_key UNIQUE (numero),
  constraint lots_paiement_acteur_id_fkey FOREIGN KEY (acteur_id) REFERENCES personnes(id),
  constraint lots_paiement_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint lots_paiement_montant_check CHECK (montant > 0),
  constraint lots_paiement_nombre_check CHECK (nombre > 0)
);
CREATE INDEX lots_paiement_liste ON public.lots_paiement USING btree (organisation_id, created_at DESC, id DESC);
alter table lots_paiement enable row level security;
alter table lots_paiement force row level security;
create policy isolation on lots_paiement for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on lots_paiement to parvis_app;

create table mandats (
  id uuid not null,
  mandant_id uuid not null,
  mandant_nom text not null,
  mandataire_id uuid,
  mandataire_nom text,
  mandataire_email text not null,
  limite_organisation_id uuid,
  duree text not null,
  statut text not null,
  echeance timestamp with time zone not null,
  jeton_empreinte bytea not null,
  code_scelle bytea,
  essais smallint default 0 not null,
  created_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint mandats_pkey PRIMARY KEY (id),
  constraint mandats_jeton_empreinte_key UNIQUE (jeton_empreinte),
  constraint mandats_limite_organisation_id_fkey FOREIGN KEY (limite_organisation_id) REFERENCES organisations(id),
  constraint mandats_mandant_id_fkey FOREIGN KEY (mandant_id) REFERENCES personnes(id),
  constraint mandats_mandataire_id_fkey FOREIGN KEY (mandataire_id) REFERENCES personnes(id),
  constraint mandats_check CHECK ((statut = 'propose'::text) = (code_scelle IS NOT NULL)),
  constraint mandats_check1 CHECK (accepted_at IS NULL OR mandataire_id IS NOT NULL AND mandataire_nom IS NOT NULL),
  constraint mandats_check2 CHECK (statut <> 'accepte'::text OR accepted_at IS NOT NULL),
  constraint mandats_check3 CHECK (mandant_id <> mandataire_id OR (statut <> ALL (ARRAY['propose'::text, 'accepte'::text]))),
  constraint mandats_duree_check CHECK (duree = ANY (ARRAY['jour'::text, 'mois'::text, 'six_mois'::text, 'an'::text])),
  constraint mandats_statut_check CHECK (statut = ANY (ARRAY['propose'::text, 'accepte'::text, 'refuse'::text, 'bloque'::text, 'revoque'::text, 'rendu'::text, 'expire'::text]))
);
CREATE INDEX mandats_echeance ON public.mandats USING btree (echeance) WHERE (statut = ANY (ARRAY['propose'::text, 'accepte'::text]));
CREATE INDEX mandats_email ON public.mandats USING btree (mandataire_email, created_at);
CREATE INDEX mandats_mandant ON public.mandats USING btree (mandant_id, created_at);
CREATE INDEX mandats_mandataire ON public.mandats USING btree (mandataire_id) WHERE (mandataire_id IS NOT NULL);
alter table mandats enable row level security;
alter table mandats force row level security;
create policy ajout on mandats for insert
  with check ((((mandant_id = ( SELECT app_personne() AS app_personne)) AND (mandataire_id IS NULL)) OR ( SELECT app_systeme() AS app_systeme)));
create policy changement on mandats for update
  using ((((( SELECT app_personne() AS app_personne) = mandant_id) OR (( SELECT app_personne() AS app_personne) = mandataire_id)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on mandats for select
  using ((((( SELECT app_personne() AS app_personne) = mandant_id) OR (( SELECT app_personne() AS app_personne) = mandataire_id)) OR ( SELECT app_systeme() AS app_systeme)));
create policy retrait on mandats for delete
  using (( SELECT app_systeme() AS app_systeme));
CREATE TRIGGER mandant_vivant BEFORE INSERT OR UPDATE OF mandant_id ON public.mandats FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('mandant_id');
CREATE TRIGGER mandataire_vivant BEFORE INSERT OR UPDATE OF mandataire_id ON public.mandats FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('mandataire_id');
grant delete, insert, select, update on mandats to parvis_app;

create table membres (
  id uuid not null,
  organisation_id uuid not null,
  personne_id uuid,
  email text not null,
  roles text[] not null,
  invited_at timestamp with time zone default now() not null,
  joined_at timestamp with time zone,
  expires_at timestamp with time zone,
  invited_by uuid,
  left_at timestamp with time zone,
  constraint membres_pkey PRIMARY KEY (id),
  constraint membres_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES personnes(id),
  constraint membres_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint membres_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint membres_email_check CHECK (email = lower(email)),
  constraint membres_roles_check CHECK (roles <> '{}'::text[] AND roles <@ ARRAY['administrateur'::text, 'instructeur'::text, 'valideur'::text, 'expert'::text, 'gestionnaire'::text, 'archiviste'::text, 'chef_equipe'::text, 'agent'::text, 'lecteur'::text])
);
CREATE INDEX membres_email ON public.membres USING btree (email);
CREATE UNIQUE INDEX membres_email_place ON public.membres USING btree (organisation_id, email) WHERE (left_at IS NULL);
CREATE INDEX membres_personne ON public.membres USING btree (personne_id);
CREATE UNIQUE INDEX membres_personne_place ON public.membres USING btree (organisation_id, personne_id) WHERE (left_at IS NULL);
alter table membres enable row level security;
alter table membres force row level security;
create policy isolation on membres for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR (personne_id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER personne_vivante BEFORE INSERT OR UPDATE OF personne_id ON public.membres FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('personne_id');
grant delete, insert, select, update on membres to parvis_app;

create table messages (
  id uuid not null,
  dossier_id uuid not null,
  auteur_type text not null,
  auteur_id uuid not null,
  auteur_nom text not null,
  corps text not null,
  demande_correction boolean default false not null,
  cle text not null,
  created_at timestamp with time zone not null,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_dossier_id_cle_key UNIQUE (dossier_id, cle),
  constraint messages_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint messages_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint messages_auteur_type_check CHECK (auteur_type = ANY (ARRAY['usager'::text, 'agent'::text])),
  constraint messages_corps_check CHECK (length(corps) >= 1 AND length(corps) <= 10000)
);
CREATE INDEX messages_dossier ON public.messages USING btree (dossier_id, created_at);
alter table messages enable row level security;
alter table messages force row level security;
create policy cote on messages as restrictive for insert
  with check ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = messages.dossier_id) AND
        CASE messages.auteur_type
            WHEN 'agent'::text THEN (d.organisation_id = ( SELECT app_organisation() AS app_organisation))
            ELSE ((d.porteur_id = ( SELECT app_organisation() AS app_organisation)) OR ((d.porteur_id IS NULL) AND (d.usager_id = ( SELECT app_personne() AS app_personne))))
        END)))));
create policy isolation on messages for all
  using ((EXISTS ( SELECT
   FROM dossiers d
  WHERE (d.id = messages.dossier_id))));
grant insert, select on messages to parvis_app;

create table modeles_actes (
  id uuid not null,
  organisation_id uuid not null,
  type text not null,
  version integer not null,
  titre text not null,
  objet text not null,
  corps text not null,
  sha256 text not null,
  created_at timestamp with time zone not null,
  constraint modeles_actes_pkey PRIMARY KEY (id),
  constraint modeles_actes_id_organisation_id_type_key UNIQUE (id, organisation_id, type),
  constraint modeles_actes_organisation_id_type_version_key UNIQUE (organisation_id, type, version),
  constraint modeles_actes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint modeles_actes_corps_check CHECK (corps <> ''::text),
  constraint modeles_actes_objet_check CHECK (objet <> ''::text),
  constraint modeles_actes_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint modeles_actes_titre_check CHECK (titre <> ''::text),
  constraint modeles_actes_type_check CHECK (type = ANY (ARRAY['arrete'::text, 'notification'::text, 'arrete_modificatif'::text, 'convention'::text, 'avenant'::text, 'avenant_beneficiaire'::text, 'caducite'::text, 'reversement'::text])),
  constraint modeles_actes_version_check CHECK (version > 0)
);
alter table modeles_actes enable row level security;
alter table modeles_actes force row level security;
create policy isolation on modeles_actes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on modeles_actes to parvis_app;

create table nouveautes (
  id uuid not null,
  organisation_id uuid not null,
  dossier_id uuid not null,
  quoi text not null,
  at timestamp with time zone not null,
  annoncee_le date,
  constraint nouveautes_pkey PRIMARY KEY (id),
  constraint nouveautes_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id) ON DELETE CASCADE,
  constraint nouveautes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint nouveautes_quoi_check CHECK (quoi = ANY (ARRAY['depot'::text, 'correction'::text, 'message'::text, 'recours'::text]))
);
CREATE INDEX nouveautes_a_annoncer ON public.nouveautes USING btree (organisation_id, at) WHERE (annoncee_le IS NULL);
CREATE INDEX nouveautes_annoncees ON public.nouveautes USING btree (organisation_id, annoncee_le);
alter table nouveautes enable row level security;
alter table nouveautes force row level security;
create policy annonce on nouveautes as restrictive for update
  using (( SELECT app_systeme() AS app_systeme));
create policy isolation on nouveautes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check ((EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = nouveautes.dossier_id) AND (d.organisation_id = nouveautes.organisation_id)))));
create policy oubli on nouveautes as restrictive for delete
  using (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select on nouveautes to parvis_app;
grant update (annoncee_le) on nouveautes to parvis_app;

create table objectifs (
  id uuid not null,
  organisation_id uuid not null,
  cle uuid not null,
  libelle text not null,
  technologies text[] not null,
  depart integer not null,
  depart_le date not null,
  cible integer not null,
  echeance date not null,
  source text not null,
  declare_le date not null,
  created_at timestamp with time zone not null,
  constraint objectifs_pkey PRIMARY KEY (id),
  constraint objectifs_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint objectifs_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint objectifs_check CHECK (cible > depart),
  constraint objectifs_check1 CHECK (echeance > depart_le),
  constraint objectifs_depart_check CHECK (depart >= 0),
  constraint objectifs_libelle_check CHECK (length(libelle) >= 1 AND length(libelle) <= 200),
  constraint objectifs_source_check CHECK (length(source) >= 1 AND length(source) <= 300),
  constraint objectifs_technologies_check CHECK (cardinality(technologies) > 0 AND technologies <@ ARRAY['franceconnect'::text, 'api_particulier'::text])
);
alter table objectifs enable row level security;
alter table objectifs force row level security;
create policy ecriture on objectifs for insert
  with check ((organisation_id = ( SELECT app_organisation() AS app_organisation)));
create policy lecture on objectifs for select
  using (true);
grant insert, select on objectifs to parvis_app;

create table organisations (
  id uuid not null,
  siren text not null,
  nom text not null,
  slug text not null,
  type text not null,
  code_insee text,
  code_departement text,
  code_region text,
  siren_epci text,
  population integer,
  codes_postaux text[] default '{}'::text[] not null,
  theme jsonb,
  created_at timestamp with time zone default now() not null,
  nom_simple text generated always as (simple_name(nom)) stored not null,
  recherche tsvector generated always as (array_to_tsvector((((string_to_array(simple_name(nom), ' '::text) || codes_postaux) || siren) || lower(COALESCE(code_insee, siren))))) stored not null,
  mentions jsonb,
  constraint organisations_pkey PRIMARY KEY (id),
  constraint organisations_siren_key UNIQUE (siren),
  constraint organisations_slug_key UNIQUE (slug),
  constraint organisations_nom_check CHECK (nom <> ''::text),
  constraint organisations_population_check CHECK (population >= 0),
  constraint organisations_siren_check CHECK (siren ~ '^[0-9]{9}$'::text),
  constraint organisations_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
  constraint organisations_type_check CHECK (type = ANY (ARRAY['commune'::text, 'epci'::text, 'departement'::text, 'region'::text, 'etat'::text]))
);
CREATE INDEX organisations_code_insee ON public.organisations USING btree (code_insee);
CREATE INDEX organisations_en_vue ON public.organisations USING btree (slug) WHERE (theme IS NOT NULL);
CREATE INDEX organisations_recherche ON public.organisations USING gin (recherche) WITH (fastupdate=off);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy ecriture on organisations for all
  using (((id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on organisations for select
  using (true);
grant delete, insert, select, update on organisations to parvis_app;

create table personnes (
  id uuid not null,
  type text not null,
  prenoms text[] default '{}'::text[] not null,
  nom_naissance text,
  nom_usage text,
  sexe text,
  date_naissance date,
  code_commune_naissance text,
  code_pays_naissance text,
  email text,
  identite_certifiee boolean default false not null,
  created_at timestamp with time zone default now() not null,
  fusionnee_dans uuid,
  effacee_at timestamp with time zone,
  email_prouve_at timestamp with time zone,
  email_sel bytea,
  constraint personnes_pkey PRIMARY KEY (id),
  constraint personnes_fusionnee_dans_fkey FOREIGN KEY (fusionnee_dans) REFERENCES personnes(id),
  constraint personnes_check CHECK (fusionnee_dans <> id),
  constraint personnes_effacee_vide CHECK (effacee_at IS NULL OR prenoms = '{}'::text[] AND NOT identite_certifiee AND num_nonnulls(nom_naissance, nom_usage, sexe, date_naissance, code_commune_naissance, code_pays_naissance, email) = 0),
  constraint personnes_email_prouve CHECK (num_nonnulls(email_prouve_at, email_sel) = 0 OR num_nonnulls(email, email_prouve_at, email_sel) = 3),
  constraint personnes_email_sel_check CHECK (octet_length(email_sel) = 32),
  constraint personnes_sexe_check CHECK (sexe = ANY (ARRAY['feminin'::text, 'masculin'::text])),
  constraint personnes_type_check CHECK (type = ANY (ARRAY['usager'::text, 'agent'::text]))
);
CREATE INDEX personnes_fusionnee ON public.personnes USING btree (fusionnee_dans) WHERE (fusionnee_dans IS NOT NULL);
alter table personnes enable row level security;
alter table personnes force row level security;
create policy isolation on personnes for all
  using (((id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme) OR ((type = 'agent'::text) AND (EXISTS ( SELECT
   FROM membres m
  WHERE ((m.personne_id = personnes.id) AND (m.organisation_id = ( SELECT app_organisation() AS app_organisation))))))))
  with check (((id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on personnes to parvis_app;

create table pieces (
  id uuid not null,
  dossier_id uuid not null,
  champ_id text,
  message_id uuid,
  sha256 text not null,
  nom text not null,
  type_mime text not null,
  taille bigint not null,
  antivirus text not null,
  auteur_id uuid,
  created_at timestamp with time zone not null,
  constraint pieces_pkey PRIMARY KEY (id),
  constraint pieces_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint pieces_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint pieces_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id),
  constraint pieces_antivirus_check CHECK (antivirus = ANY (ARRAY['saine'::text, 'non_analysee'::text])),
  constraint pieces_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint pieces_taille_check CHECK (taille > 0)
);
CREATE INDEX pieces_dossier ON public.pieces USING btree (dossier_id);
alter table pieces enable row level security;
alter table pieces force row level security;
create policy isolation on pieces for all
  using ((EXISTS ( SELECT
   FROM dossiers d
  WHERE (d.id = pieces.dossier_id))));
grant delete, insert, select, update on pieces to parvis_app;

create table programmes (
  id uuid not null,
  organisation_id uuid not null,
  nom text not null,
  montant bigint not null,
  created_at timestamp with time zone not null,
  constraint programmes_pkey PRIMARY KEY (id),
  constraint programmes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint programmes_montant_check CHECK (montant > 0),
  constraint programmes_nom_check CHECK (nom <> ''::text)
);
CREATE INDEX programmes_organisation ON public.programmes USING btree (organisation_id);
alter table programmes enable row level security;
alter table programmes force row level security;
create policy isolation on programmes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on programmes to parvis_app;

create table projets_finances (
  id uuid not null,
  organisation_id uuid not null,
  numero text not null,
  statut text not null,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  beneficiaire_departement text,
  recherche text not null,
  objet text not null,
  cout bigint not null,
  montant bigint not null,
  montant_verse bigint default 0 not null,
  axe_id uuid not null,
  axe_numero smallint not null,
  axe_nom text not null,
  dispositif_id uuid,
  dispositif_nom text,
  decidee_le date not null,
  convention_signee_le date,
  commencement date,
  fin_prevue date not null,
  licence text,
  depot_source text,
  fictif boolean not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint projets_finances_pkey PRIMARY KEY (id),
  constraint projets_finances_axe_id_fkey FOREIGN KEY (axe_id) REFERENCES axes(id),
  constraint projets_finances_dispositif_id_fkey FOREIGN KEY (dispositif_id) REFERENCES dispositifs(id),
  constraint projets_finances_id_fkey FOREIGN KEY (id) REFERENCES subventions(id),
  constraint projets_finances_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id)
);
CREATE INDEX projets_finances_liste ON public.projets_finances USING btree (organisation_id, created_at DESC, id DESC);
CREATE INDEX projets_finances_modifies ON public.projets_finances USING btree (modified_at DESC, id DESC) WHERE (NOT fictif);
alter table projets_finances enable row level security;
alter table projets_finances force row level security;
create policy ecriture on projets_finances for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on projets_finances for select
  using (true);
grant select on projets_finances to parvis_app;

create table prolongations (
  id uuid not null,
  organisation_id uuid not null,
  dossier_id uuid not null,
  cle uuid not null,
  motif text not null,
  jusquau date not null,
  auteur_id uuid not null,
  created_at timestamp with time zone not null,
  constraint prolongations_pkey PRIMARY KEY (id),
  constraint prolongations_dossier_id_cle_key UNIQUE (dossier_id, cle),
  constraint prolongations_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES personnes(id),
  constraint prolongations_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint prolongations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint prolongations_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 5000)
);
alter table prolongations enable row level security;
alter table prolongations force row level security;
create policy isolation on prolongations for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on prolongations to parvis_app;

create table publication_reglages (
  organisation_id uuid not null,
  siret text not null,
  modified_at timestamp with time zone not null,
  constraint publication_reglages_pkey PRIMARY KEY (organisation_id),
  constraint publication_reglages_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint publication_reglages_siret_check CHECK (siret ~ '^\d{14}$'::text)
);
alter table publication_reglages enable row level security;
alter table publication_reglages force row level security;
create policy isolation on publication_reglages for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select, update on publication_reglages to parvis_app;

create table publications_scdl (
  subvention_id uuid not null,
  edition integer not null,
  organisation_id uuid not null,
  remplacee integer,
  texte text not null,
  lignes smallint not null,
  sha256 text not null,
  publiee_at timestamp with time zone not null,
  constraint publications_scdl_pkey PRIMARY KEY (subvention_id, edition),
  constraint publications_scdl_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint publications_scdl_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint publications_scdl_check CHECK (remplacee > edition),
  constraint publications_scdl_lignes_check CHECK (lignes > 0),
  constraint publications_scdl_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint publications_scdl_texte_check CHECK (texte <> ''::text)
);
CREATE UNIQUE INDEX publications_scdl_en_cours ON public.publications_scdl USING btree (subvention_id) WHERE (remplacee IS NULL);
CREATE INDEX publications_scdl_fichier ON public.publications_scdl USING btree (organisation_id, subvention_id, edition);
alter table publications_scdl enable row level security;
alter table publications_scdl force row level security;
create policy ecriture on publications_scdl for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on publications_scdl for select
  using (true);
grant insert, select, update on publications_scdl to parvis_app;

create table raccordements (
  organisation_id uuid not null,
  siren text not null,
  technologie text not null,
  depuis date not null,
  source text not null,
  declare_le date not null,
  created_at timestamp with time zone not null,
  constraint raccordements_pkey PRIMARY KEY (organisation_id, siren, technologie),
  constraint raccordements_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint raccordements_siren_check CHECK (siren ~ '^\d{9}$'::text),
  constraint raccordements_source_check CHECK (length(source) >= 1 AND length(source) <= 300),
  constraint raccordements_technologie_check CHECK (technologie = ANY (ARRAY['franceconnect'::text, 'api_particulier'::text]))
);
alter table raccordements enable row level security;
alter table raccordements force row level security;
create policy ecriture on raccordements for insert
  with check ((organisation_id = ( SELECT app_organisation() AS app_organisation)));
create policy lecture on raccordements for select
  using (true);
grant insert, select on raccordements to parvis_app;

create table rappels_echeance (
  organisation_id uuid not null,
  dossier_id uuid not null,
  echeance text not null,
  le date not null,
  seuil smallint not null,
  destinataire_id uuid not null,
  donne_le date not null,
  constraint rappels_echeance_pkey PRIMARY KEY (dossier_id, echeance, le, seuil, destinataire_id),
  constraint rappels_echeance_destinataire_id_fkey FOREIGN KEY (destinataire_id) REFERENCES personnes(id),
  constraint rappels_echeance_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES candidatures(dossier_id),
  constraint rappels_echeance_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint rappels_echeance_echeance_check CHECK (echeance = ANY (ARRAY['recevabilite'::text, 'decision'::text])),
  constraint rappels_echeance_seuil_check CHECK (seuil = ANY (ARRAY[7, 30]))
);
CREATE INDEX rappels_echeance_courrier ON public.rappels_echeance USING btree (organisation_id, destinataire_id, donne_le);
alter table rappels_echeance enable row level security;
alter table rappels_echeance force row level security;
create policy isolation on rappels_echeance for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on rappels_echeance to parvis_app;

create table rappels_publication (
  subvention_id uuid not null,
  seuil smallint not null,
  echeance date not null,
  organisation_id uuid not null,
  created_at timestamp with time zone not null,
  constraint rappels_publication_pkey PRIMARY KEY (subvention_id, seuil, echeance),
  constraint rappels_publication_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint rappels_publication_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint rappels_publication_seuil_check CHECK (seuil > 0)
);
alter table rappels_publication enable row level security;
alter table rappels_publication force row level security;
create policy isolation on rappels_publication for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on rappels_publication to parvis_app;

create table rappels_subvention (
  organisation_id uuid not null,
  subvention_id uuid not null,
  echeance text not null,
  le date not null,
  seuil smallint not null,
  donne_le date not null,
  constraint rappels_subvention_pkey PRIMARY KEY (subvention_id, echeance, le, seuil),
  constraint rappels_subvention_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint rappels_subvention_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint rappels_subvention_echeance_check CHECK (echeance = ANY (ARRAY['commencement'::text, 'versement'::text, 'fin'::text])),
  constraint rappels_subvention_seuil_check CHECK (seuil = ANY (ARRAY[7, 30]))
);
CREATE INDEX rappels_subvention_courrier ON public.rappels_subvention USING btree (organisation_id, donne_le);
alter table rappels_subvention enable row level security;
alter table rappels_subvention force row level security;
create policy isolation on rappels_subvention for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on rappels_subvention to parvis_app;

create table rapprochements (
  id uuid not null,
  navigateur_empreinte bytea not null,
  personne_id uuid not null,
  prouvee_at timestamp with time zone not null,
  autre_personne_id uuid,
  autre_prouvee_at timestamp with time zone,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint rapprochements_pkey PRIMARY KEY (id),
  constraint rapprochements_autre_personne_id_fkey FOREIGN KEY (autre_personne_id) REFERENCES personnes(id),
  constraint rapprochements_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint rapprochements_check CHECK (personne_id <> autre_personne_id),
  constraint rapprochements_check1 CHECK ((autre_personne_id IS NULL) = (autre_prouvee_at IS NULL)),
  constraint rapprochements_check2 CHECK (done_at IS NULL OR autre_personne_id IS NOT NULL)
);
CREATE INDEX rapprochements_created ON public.rapprochements USING btree (created_at);
alter table rapprochements enable row level security;
alter table rapprochements force row level security;
create policy isolation on rapprochements for all
  using (((personne_id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on rapprochements to parvis_app;

create table recours (
  decision_id uuid not null,
  dossier_id uuid not null,
  message_id uuid not null,
  recu_le date not null,
  reponse_avant date not null,
  issue text,
  reponse_id uuid,
  repondu_le date,
  rejet_implicite_le date,
  constraint recours_pkey PRIMARY KEY (decision_id),
  constraint recours_message_id_key UNIQUE (message_id),
  constraint recours_reponse_id_key UNIQUE (reponse_id),
  constraint recours_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(id),
  constraint recours_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint recours_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id),
  constraint recours_reponse_id_fkey FOREIGN KEY (reponse_id) REFERENCES messages(id),
  constraint recours_check CHECK (reponse_avant > recu_le),
  constraint recours_check1 CHECK ((issue IS NULL) = (reponse_id IS NULL) AND (issue IS NULL) = (repondu_le IS NULL)),
  constraint recours_check2 CHECK (rejet_implicite_le = reponse_avant),
  constraint recours_issue_check CHECK (issue = ANY (ARRAY['rouvert'::text, 'rejete'::text]))
);
CREATE INDEX recours_dossier ON public.recours USING btree (dossier_id);
CREATE INDEX recours_sans_reponse ON public.recours USING btree (reponse_avant) WHERE ((issue IS NULL) AND (rejet_implicite_le IS NULL));
alter table recours enable row level security;
alter table recours force row level security;
create policy demande on recours as restrictive for insert
  with check ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = recours.dossier_id) AND ((d.porteur_id = ( SELECT app_organisation() AS app_organisation)) OR ((d.porteur_id IS NULL) AND (d.usager_id = ( SELECT app_personne() AS app_personne)))))))));
create policy instruction on recours as restrictive for update
  using ((( SELECT app_systeme() AS app_systeme) OR (EXISTS ( SELECT
   FROM dossiers d
  WHERE ((d.id = recours.dossier_id) AND (d.organisation_id = ( SELECT app_organisation() AS app_organisation)))))));
create policy isolation on recours for all
  using ((EXISTS ( SELECT
   FROM dossiers d
  WHERE (d.id = recours.dossier_id))));
grant insert, select on recours to parvis_app;
grant update (issue) on recours to parvis_app;
grant update (rejet_implicite_le) on recours to parvis_app;
grant update (repondu_le) on recours to parvis_app;
grant update (reponse_id) on recours to parvis_app;

create table regles_session (
  id uuid not null,
  organisation_id uuid not null,
  session_id uuid not null,
  version smallint not null,
  regles jsonb not null,
  empreinte bytea not null,
  applies_from timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint regles_session_pkey PRIMARY KEY (id),
  constraint regles_session_session_id_applies_from_key UNIQUE (session_id, applies_from),
  constraint regles_session_session_id_version_key UNIQUE (session_id, version),
  constraint regles_session_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint regles_session_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions_fonds(id),
  constraint regles_session_empreinte_check CHECK (length(empreinte) = 32),
  constraint regles_session_version_check CHECK (version > 0)
);
alter table regles_session enable row level security;
alter table regles_session force row level security;
create policy ecriture on regles_session for insert
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on regles_session for select
  using (true);
grant insert, select on regles_session to parvis_app;

create table retours_paiement (
  id uuid not null,
  organisation_id uuid not null,
  nom text not null,
  sha256 text not null,
  payees integer not null,
  rejetees integer not null,
  connues integer not null,
  defauts jsonb not null,
  acteur_id uuid not null,
  created_at timestamp with time zone not null,
  constraint retours_paiement_pkey PRIMARY KEY (id),
  constraint retours_paiement_acteur_id_fkey FOREIGN KEY (acteur_id) REFERENCES personnes(id),
  constraint retours_paiement_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint retours_paiement_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text)
);
CREATE INDEX retours_paiement_liste ON public.retours_paiement USING btree (organisation_id, created_at DESC, id DESC);
alter table retours_paiement enable row level security;
alter table retours_paiement force row level security;
create policy isolation on retours_paiement for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on retours_paiement to parvis_app;

create table reversements (
  id uuid not null,
  organisation_id uuid not null,
  subvention_id uuid not null,
  cle uuid not null,
  montant bigint not null,
  recu_le date not null,
  reference text not null,
  created_at timestamp with time zone not null,
  constraint reversements_pkey PRIMARY KEY (id),
  constraint reversements_subvention_id_cle_key UNIQUE (subvention_id, cle),
  constraint reversements_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint reversements_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint reversements_montant_check CHECK (montant > 0),
  constraint reversements_reference_check CHECK (reference <> ''::text)
);
alter table reversements enable row level security;
alter table reversements force row level security;
create policy isolation on reversements for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
grant insert, select on reversements to parvis_app;

create table schema_migrations (
  id text not null,
  sha256 text not null,
  run_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (id)
);

create table selections_candidatures (
  id uuid not null,
  organisation_id uuid not null,
  personne_id uuid not null,
  filtre text not null,
  dossier_ids uuid[] not null,
  action text,
  instructeur_id uuid,
  motif text,
  created_at timestamp with time zone not null,
  constraint selections_candidatures_pkey PRIMARY KEY (id),
  constraint selections_candidatures_instructeur_id_fkey FOREIGN KEY (instructeur_id) REFERENCES personnes(id),
  constraint selections_candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint selections_candidatures_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint selections_candidatures_action_check CHECK (action = ANY (ARRAY['affecter'::text, 'instruire'::text, 'recevable'::text, 'refuser'::text])),
  constraint selections_candidatures_check CHECK (COALESCE(action = 'refuser'::text, false) = (motif IS NOT NULL)),
  constraint selections_candidatures_check1 CHECK (NOT action IS DISTINCT FROM 'affecter'::text OR instructeur_id IS NULL),
  constraint selections_candidatures_dossier_ids_check CHECK (cardinality(dossier_ids) >= 1 AND cardinality(dossier_ids) <= 500),
  constraint selections_candidatures_filtre_check CHECK (length(filtre) <= 2000),
  constraint selections_candidatures_motif_check CHECK (length(motif) >= 1 AND length(motif) <= 5000)
);
CREATE INDEX selections_candidatures_personne ON public.selections_candidatures USING btree (organisation_id, personne_id, created_at);
alter table selections_candidatures enable row level security;
alter table selections_candidatures force row level security;
create policy isolation on selections_candidatures for all
  using ((((organisation_id = ( SELECT app_organisation() AS app_organisation)) AND (personne_id = ( SELECT app_personne() AS app_personne))) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select on selections_candidatures to parvis_app;

create table sessions (
  empreinte bytea not null,
  id uuid not null,
  personne_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  appareil text not null,
  fournisseur text not null,
  id_token text,
  refresh_token bytea,
  verifie_at timestamp with time zone,
  mandat_id uuid,
  sub text,
  renewal_tried_at timestamp with time zone,
  identite_id uuid,
  constraint sessions_pkey PRIMARY KEY (empreinte),
  constraint sessions_id_key UNIQUE (id),
  constraint sessions_identite_id_fkey FOREIGN KEY (identite_id) REFERENCES identites(id) ON DELETE SET NULL,
  constraint sessions_mandat_id_fkey FOREIGN KEY (mandat_id) REFERENCES mandats(id) ON DELETE SET NULL,
  constraint sessions_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint sessions_fournisseur_check CHECK (fournisseur = ANY (ARRAY['franceconnect'::text, 'proconnect'::text, 'lien'::text]))
);
CREATE INDEX sessions_a_verifier ON public.sessions USING btree (verifie_at) WHERE (refresh_token IS NOT NULL);
CREATE INDEX sessions_expires ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_identite ON public.sessions USING btree (identite_id) WHERE (identite_id IS NOT NULL);
CREATE INDEX sessions_mandat ON public.sessions USING btree (mandat_id) WHERE (mandat_id IS NOT NULL);
CREATE INDEX sessions_personne ON public.sessions USING btree (personne_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy isolation on sessions for all
  using (((personne_id = ( SELECT app_personne() AS app_personne)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER personne_vivante BEFORE INSERT OR UPDATE OF personne_id ON public.sessions FOR EACH ROW EXECUTE FUNCTION refuse_personne_effacee('personne_id');
grant delete, insert, select, update on sessions to parvis_app;

create table sessions_fonds (
  id uuid not null,
  organisation_id uuid not null,
  dispositif_id uuid not null,
  numero smallint not null,
  nom text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone,
  grace_minutes smallint default 0 not null,
  created_at timestamp with time zone not null,
  constraint sessions_fonds_pkey PRIMARY KEY (id),
  constraint sessions_fonds_dispositif_id_nom_key UNIQUE (dispositif_id, nom),
  constraint sessions_fonds_dispositif_id_numero_key UNIQUE (dispositif_id, numero),
  constraint sessions_fonds_dispositif_id_fkey FOREIGN KEY (dispositif_id) REFERENCES dispositifs(id),
  constraint sessions_fonds_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint sessions_fonds_check CHECK (closes_at > opens_at),
  constraint sessions_fonds_grace_minutes_check CHECK (grace_minutes >= 0 AND grace_minutes <= 1440),
  constraint sessions_fonds_nom_check CHECK (nom <> ''::text),
  constraint sessions_fonds_numero_check CHECK (numero > 0)
);
alter table sessions_fonds enable row level security;
alter table sessions_fonds force row level security;
create policy ecriture on sessions_fonds for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)))
  with check (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy lecture on sessions_fonds for select
  using (true);
grant delete, insert, select, update on sessions_fonds to parvis_app;

create table source_limites (
  cle text not null,
  tranches integer[] default '{}'::integer[] not null,
  tranche bigint default 0 not null,
  repos_jusqua timestamp with time zone,
  echecs integer default 0 not null,
  modified_at timestamp with time zone default now() not null,
  constraint source_limites_pkey PRIMARY KEY (cle)
);
CREATE INDEX source_limites_modified ON public.source_limites USING btree (modified_at);
alter table source_limites enable row level security;
alter table source_limites force row level security;
create policy isolation on source_limites for all
  using (( SELECT app_systeme() AS app_systeme))
  with check (( SELECT app_systeme() AS app_systeme));
grant delete, insert, select, update on source_limites to parvis_app;

create table subvention_soldes (
  subvention_id uuid not null,
  organisation_id uuid not null,
  enveloppe_id uuid not null,
  reserve bigint default 0 not null,
  engage bigint default 0 not null,
  liquide bigint default 0 not null,
  paye bigint default 0 not null,
  rendu bigint default 0 not null,
  constraint subvention_soldes_pkey PRIMARY KEY (subvention_id),
  constraint subvention_soldes_enveloppe_id_fkey FOREIGN KEY (enveloppe_id) REFERENCES enveloppes(id),
  constraint subvention_soldes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint subvention_soldes_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id) DEFERRABLE INITIALLY DEFERRED,
  constraint subvention_soldes_engage_check CHECK (engage >= 0),
  constraint subvention_soldes_liquide_check CHECK (liquide >= 0),
  constraint subvention_soldes_paye_check CHECK (paye >= 0),
  constraint subvention_soldes_rendu_check CHECK (rendu >= 0),
  constraint subvention_soldes_reserve_check CHECK (reserve >= 0)
);
CREATE INDEX subvention_soldes_enveloppe ON public.subvention_soldes USING btree (enveloppe_id);
alter table subvention_soldes enable row level security;
alter table subvention_soldes force row level security;
create policy isolation on subvention_soldes for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER projet_de_soldes AFTER UPDATE ON public.subvention_soldes FOR EACH ROW WHEN ((new.paye <> old.paye)) EXECUTE FUNCTION projet_de_soldes();
grant select on subvention_soldes to parvis_app;

create table subventions (
  id uuid not null,
  organisation_id uuid not null,
  enveloppe_id uuid not null,
  dossier_id uuid,
  cle uuid not null,
  numero text not null,
  statut text not null,
  beneficiaire_siret text not null,
  beneficiaire_nom text not null,
  beneficiaire_type text not null,
  beneficiaire_departement text,
  beneficiaire_region text,
  beneficiaire_population integer,
  beneficiaire_recherche text not null,
  objet text not null,
  cout bigint not null,
  assiette bigint not null,
  taux_numerateur bigint not null,
  taux_denominateur bigint not null,
  montant bigint not null,
  autres_aides bigint not null,
  financements_prives bigint not null,
  derogation_participation text,
  demande_recue date not null,
  commencement date,
  commencer_avant date,
  fin_prevue date not null,
  reference_decision text,
  decidee_le date,
  convention_signee_le date,
  duree_mois smallint,
  garantie boolean default false not null,
  depense_reelle bigint,
  montant_final bigint,
  soldee_le date,
  reversement_du bigint default 0 not null,
  fin_motif text,
  fictif boolean not null,
  created_at timestamp with time zone not null,
  licence text,
  depot_source text,
  constraint subventions_pkey PRIMARY KEY (id),
  constraint subventions_id_enveloppe_id_key UNIQUE (id, enveloppe_id),
  constraint subventions_numero_key UNIQUE (numero),
  constraint subventions_organisation_id_cle_key UNIQUE (organisation_id, cle),
  constraint subventions_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers(id),
  constraint subventions_enveloppe_id_fkey FOREIGN KEY (enveloppe_id) REFERENCES enveloppes(id),
  constraint subventions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint subventions_autres_aides_check CHECK (autres_aides >= 0),
  constraint subventions_beneficiaire_nom_check CHECK (beneficiaire_nom <> ''::text),
  constraint subventions_beneficiaire_population_check CHECK (beneficiaire_population >= 0),
  constraint subventions_beneficiaire_siret_check CHECK (beneficiaire_siret ~ '^\d{14}$'::text),
  constraint subventions_beneficiaire_type_check CHECK (beneficiaire_type = ANY (ARRAY['commune'::text, 'epci'::text, 'departement'::text, 'region'::text, 'syndicat'::text, 'autre'::text])),
  constraint subventions_check CHECK (assiette >= 1 AND assiette <= cout),
  constraint subventions_check1 CHECK (taux_denominateur >= taux_numerateur),
  constraint subventions_check2 CHECK (montant_final >= 0 AND montant_final <= montant),
  constraint subventions_check3 CHECK ((statut = ANY (ARRAY['proposee'::text, 'abandonnee'::text])) OR decidee_le IS NOT NULL AND reference_decision IS NOT NULL),
  constraint subventions_check4 CHECK ((statut <> ALL (ARRAY['conventionnee'::text, 'soldee'::text])) OR convention_signee_le IS NOT NULL AND duree_mois IS NOT NULL),
  constraint subventions_check5 CHECK ((statut = 'soldee'::text) = (montant_final IS NOT NULL AND soldee_le IS NOT NULL)),
  constraint subventions_commencement CHECK (commencement >= demande_recue),
  constraint subventions_cout_check CHECK (cout > 0),
  constraint subventions_cumul CHECK ((montant + autres_aides) <= assiette),
  constraint subventions_depense_reelle_check CHECK (depense_reelle >= 0),
  constraint subventions_depot_source_check CHECK (depot_source ~ '^https://'::text AND length(depot_source) <= 300),
  constraint subventions_derogation_participation_check CHECK (derogation_participation <> ''::text),
  constraint subventions_duree_mois_check CHECK (duree_mois > 0),
  constraint subventions_fin_motif_check CHECK (fin_motif <> ''::text),
  constraint subventions_financements_prives_check CHECK (financements_prives >= 0),
  constraint subventions_licence_check CHECK (length(licence) >= 1 AND length(licence) <= 100),
  constraint subventions_montant_check CHECK (montant > 0),
  constraint subventions_objet_check CHECK (length(objet) >= 1 AND length(objet) <= 256),
  constraint subventions_reference_decision_check CHECK (reference_decision <> ''::text),
  constraint subventions_reversement_du_check CHECK (reversement_du >= 0),
  constraint subventions_statut_check CHECK (statut = ANY (ARRAY['proposee'::text, 'attribuee'::text, 'conventionnee'::text, 'soldee'::text, 'abandonnee'::text, 'caduque'::text])),
  constraint subventions_taux CHECK ((montant::numeric * taux_denominateur::numeric) <= (assiette::numeric * taux_numerateur::numeric)),
  constraint subventions_taux_numerateur_check CHECK (taux_numerateur > 0)
);
CREATE INDEX subventions_commencer ON public.subventions USING btree (commencer_avant) WHERE ((statut = ANY (ARRAY['attribuee'::text, 'conventionnee'::text])) AND (commencement IS NULL) AND (NOT fictif));
CREATE INDEX subventions_conventionnees ON public.subventions USING btree (organisation_id, id) WHERE ((convention_signee_le IS NOT NULL) AND (NOT fictif));
CREATE UNIQUE INDEX subventions_dossier ON public.subventions USING btree (dossier_id) WHERE (statut <> 'abandonnee'::text);
CREATE INDEX subventions_enveloppe ON public.subventions USING btree (enveloppe_id);
CREATE INDEX subventions_finir ON public.subventions USING btree (fin_prevue) WHERE ((statut = ANY (ARRAY['attribuee'::text, 'conventionnee'::text])) AND (NOT fictif));
CREATE INDEX subventions_liste ON public.subventions USING btree (organisation_id, created_at DESC, id DESC);
CREATE INDEX subventions_liste_statut ON public.subventions USING btree (organisation_id, statut, created_at DESC, id DESC);
CREATE INDEX subventions_par_beneficiaire ON public.subventions USING btree ("left"(beneficiaire_siret, 9), organisation_id) WHERE ((convention_signee_le IS NOT NULL) AND (NOT fictif));
CREATE INDEX subventions_siret ON public.subventions USING btree (organisation_id, beneficiaire_siret);
alter table subventions enable row level security;
alter table subventions force row level security;
create policy isolation on subventions for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
CREATE TRIGGER projet_de_subvention AFTER INSERT OR UPDATE ON public.subventions FOR EACH ROW EXECUTE FUNCTION projet_de_subvention();
grant insert, select, update on subventions to parvis_app;

create table versements (
  id uuid not null,
  organisation_id uuid not null,
  subvention_id uuid not null,
  rang smallint not null,
  nature text not null,
  montant bigint not null,
  montant_liquide bigint,
  condition text not null,
  prevu_le date not null,
  statut text not null,
  justificatif text,
  piece_sha256 text,
  piece_nom text,
  piece_type_mime text,
  justifie_le date,
  paye_le date,
  rejet_motif text,
  retire boolean default false not null,
  constraint versements_pkey PRIMARY KEY (id),
  constraint versements_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint versements_subvention_id_fkey FOREIGN KEY (subvention_id) REFERENCES subventions(id),
  constraint versements_check CHECK ((statut = 'prevu'::text) = (montant_liquide IS NULL)),
  constraint versements_check1 CHECK ((statut = 'paye'::text) = (paye_le IS NOT NULL)),
  constraint versements_check2 CHECK ((piece_sha256 IS NULL) = (piece_nom IS NULL) AND (piece_sha256 IS NULL) = (piece_type_mime IS NULL)),
  constraint versements_check3 CHECK (NOT retire OR statut = 'prevu'::text),
  constraint versements_condition_check CHECK (condition <> ''::text),
  constraint versements_justificatif_check CHECK (justificatif <> ''::text),
  constraint versements_montant_check CHECK (montant > 0),
  constraint versements_montant_liquide_check CHECK (montant_liquide > 0),
  constraint versements_nature_check CHECK (nature = ANY (ARRAY['avance'::text, 'acompte'::text, 'solde'::text])),
  constraint versements_piece_sha256_check CHECK (piece_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint versements_rang_check CHECK (rang > 0),
  constraint versements_statut_check CHECK (statut = ANY (ARRAY['prevu'::text, 'justifie'::text, 'mis_en_paiement'::text, 'paye'::text, 'rejete'::text]))
);
CREATE INDEX versements_a_payer ON public.versements USING btree (organisation_id) WHERE (statut = 'justifie'::text);
CREATE INDEX versements_prevus ON public.versements USING btree (prevu_le) WHERE ((statut = 'prevu'::text) AND (NOT retire));
CREATE UNIQUE INDEX versements_rang ON public.versements USING btree (subvention_id, rang) WHERE (NOT retire);
alter table versements enable row level security;
alter table versements force row level security;
create policy isolation on versements for all
  using (((organisation_id = ( SELECT app_organisation() AS app_organisation)) OR ( SELECT app_systeme() AS app_systeme)));
create policy suppression on versements as restrictive for delete
  using (((statut = 'prevu'::text) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on versements to parvis_app;

create table vues_candidatures (
  id uuid not null,
  organisation_id uuid not null,
  personne_id uuid not null,
  nom text not null,
  requete text not null,
  created_at timestamp with time zone not null,
  constraint vues_candidatures_pkey PRIMARY KEY (id),
  constraint vues_candidatures_organisation_id_personne_id_nom_key UNIQUE (organisation_id, personne_id, nom),
  constraint vues_candidatures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint vues_candidatures_personne_id_fkey FOREIGN KEY (personne_id) REFERENCES personnes(id),
  constraint vues_candidatures_nom_check CHECK (length(nom) >= 1 AND length(nom) <= 80),
  constraint vues_candidatures_requete_check CHECK (length(requete) <= 1000)
);
alter table vues_candidatures enable row level security;
alter table vues_candidatures force row level security;
create policy isolation on vues_candidatures for all
  using ((((organisation_id = ( SELECT app_organisation() AS app_organisation)) AND (personne_id = ( SELECT app_personne() AS app_personne))) OR ( SELECT app_systeme() AS app_systeme)));
grant delete, insert, select, update on vues_candidatures to parvis_app;
