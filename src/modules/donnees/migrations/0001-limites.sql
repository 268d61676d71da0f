-- What every process of the installation knows together of the sources: how much was asked, who must be left alone, who
-- is broken. One row a budget or a provider; nothing personal (a habilitation is named by the digest of its token).

create table source_limites (
  cle text primary key,
  -- Calls by slice of a tenth of the window; the last element is the current slice.
  tranches integer[] not null default '{}',
  tranche bigint not null default 0,
  -- Nobody asks before then.
  repos_jusqua timestamptz,
  -- Breakdowns in a row.
  echecs integer not null default 0,
  modified_at timestamptz not null default now()
);
create index source_limites_modified on source_limites (modified_at);

alter table source_limites enable row level security;
alter table source_limites force row level security;
create policy isolation on source_limites using ((select app_systeme())) with check ((select app_systeme()));

-- Takes one call out of every budget named, or none of them. One statement a call, whatever the number of processes:
-- rows are locked in the order of their keys, so that two calls wait and never block each other for good. The clock is
-- the database's: the only one that all processes share.
--
-- A window is cut in ten slices and eleven are counted, so that no window of that length, wherever it begins, ever
-- holds more than the limit.
--
-- limites: calls a window, 0 for a key that only holds rests and breakdowns. fenetres: seconds.
create function take_source_call(
  cles text[], limites integer[], fenetres double precision[], essai_secondes double precision,
  out accorde boolean, out attendre_ms bigint, out echecs integer
)
  language plpgsql volatile
  as $$
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
end $$;

grant execute on function take_source_call(text[], integer[], double precision[], double precision) to parvis_app;
