import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import type { Product } from './product.ts';

/**
 * The facts of a fund with so many dossiers, from 1 March 2021 to 18 January 2023: deposits, instruction, decisions,
 * awards, payments, some three facts a dossier (half are refused or wait, a fifth are awarded), for some 30 000 collectivités spread over the départements as the communes
 * of France are. They are written in the journal as the use cases write them, in the order of time; the server itself
 * gives them their place in the tree and reads them into its figures.
 *
 * @returns how many facts were written
 */
export async function fillWithFacts({ owner }: Product, slug: string, dossiers: number): Promise<number> {
  const communes = await readCommunes();
  await owner.query(
    `create table bench_communes as
     select row_number() over () as rang, * from jsonb_to_recordset($1::jsonb)
       as c (siren text, departement text, region text, population int)`,
    [JSON.stringify(communes)],
  );
  await owner.query('create unique index on bench_communes (rang)');
  await owner.query(FACTS, [slug, dossiers]);
  const { rows } = await owner.query<{ facts: number }>(WRITE);
  await owner.query('drop table bench_communes, bench_facts');
  return Number(rows[0]?.facts);
}

/** Until the server has put every fact in the tree, then in its figures. */
export async function untilRead({ owner }: Product, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const { rows } = await owner.query<{ waiting: boolean }>(
      `select exists (select from journal_pending) or coalesce((select max(position) + 1 from journal_leaves), 0)
         > coalesce((select position from etape_lectures), 0) as waiting`,
    );
    if (!rows[0]?.waiting) return;
    await wait(500);
  }
  throw new Error('The journal was not read in time');
}

/** A grid of density in the form of INSEE’s, with invented levels: three communes in four are rural. */
export async function writeGrille(file: string): Promise<void> {
  const communes = await readCommunes();
  const lines = communes.map(({ code }, index) => `${code},${index % 4 === 0 ? 2 : 6}`);
  await writeFile(file, ['CODGEO,DENS7', ...lines].join('\n'));
}

/** Until the server has applied its grid of density to what it read. */
export async function untilGrille({ owner }: Product, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (((await owner.query('select from etape_grilles')).rowCount ?? 0) > 0) return;
    await wait(500);
  }
  throw new Error('The grid was not applied in time');
}

async function readCommunes() {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const all = JSON.parse(await readFile(path, 'utf8')) as readonly Readonly<Record<string, unknown>>[];
  return all.filter(({ type, siren }) => type === 'commune-actuelle' && siren).map(pickCommune);
}

function pickCommune({ code, siren, departement, region, population }: Readonly<Record<string, unknown>>) {
  return { code, siren, departement, region, population };
}

/** What happens to each dossier, and when. The draw is seeded: the same dossiers each time. */
const FACTS = `
  create table bench_facts as
  with drawn as materialized (
    select n, md5('dossier ' || n)::uuid as dossier, md5('subvention ' || n)::uuid as subvention,
      ('x' || substr(md5('a' || n), 1, 6))::bit(24)::int / 16777216.0 as a,
      ('x' || substr(md5('b' || n), 1, 6))::bit(24)::int / 16777216.0 as b,
      ('x' || substr(md5('c' || n), 1, 6))::bit(24)::int / 16777216.0 as c
    from generate_series(1, $2::int) n
  ), hosts as materialized (
    select o.id as organisation, a.id as axe, d.id as dispositif, row_number() over (order by d.id) as rang,
      count(*) over () as combien
    from organisations o join dispositifs d on d.organisation_id = o.id join axes a on a.id = d.axe_id
    where o.slug = $1
  ), placed as materialized (
    select d.*, h.organisation, h.axe, h.dispositif, k.siren, k.departement, k.region, k.population,
      (500000 + floor(a * 9000000))::bigint as montant,
      timestamptz '2021-03-01 08:00+01' + b * interval '688 days' as at,
      case when c < 0.80 then 'commune' when c < 0.95 then 'epci' when c < 0.97 then 'departement' else 'syndicat' end
        as type
    from drawn d join hosts h on h.rang = 1 + n % h.combien
    join bench_communes k on k.rang = 1 + floor(a * 34000)::int
  )
  select organisation, at + delay * interval '1 day' as at, rang, genre, coalesce(sujet, dossier) as sujet, fact, contenu
  from placed
  cross join lateral (values
    (0.0, 1, 'candidature', null, 'candidature.deposee', format('{"axe":"%s","beneficiaire":"%s","demande":%s,'
      '"departement":"%s","dispositif":"%s","fictif":%s,"population":%s,"region":"%s","siren":"%s"}',
      axe, type, montant, departement, dispositif, (n % 50 = 0)::text, coalesce(population::text, 'null'), region, siren)),
    (3 + a * 20, 2, 'candidature', null, 'candidature.statut', case when c < 0.7 then
      '{"de":"deposee","vers":"en_instruction"}' end),
    (20 + a * 90, 3, 'candidature', null, 'candidature.statut', case when c < 0.55 then
      format('{"de":"en_instruction","vers":"%s"}', case when c < 0.25 then 'acceptee' else 'refusee' end) end),
    (25 + a * 90, 4, 'subvention', subvention, 'subvention.proposee', case when c < 0.2 then
      format('{"axe":"%s","beneficiaire":"%s","departement":"%s","dispositif":"%s","fictif":%s,"montant":%s,'
      '"population":%s,"region":"%s","siren":"%s"}', axe, type, departement, dispositif, (n % 50 = 0)::text, montant,
      coalesce(population::text, 'null'), region, siren) end),
    (30 + a * 90, 5, 'enveloppe', subvention, 'credits.engager', case when c < 0.2 then
      format('{"montant":%s,"subvention":"%s"}', montant, subvention) end),
    (30 + a * 90, 6, 'subvention', subvention, 'subvention.attribuee', case when c < 0.2 then
      format('{"montant":%s}', montant) end),
    (60 + a * 120, 7, 'enveloppe', subvention, 'credits.liquider', case when c < 0.1 then
      format('{"montant":%s,"subvention":"%s"}', montant / 3, subvention) end),
    (75 + a * 150, 8, 'enveloppe', subvention, 'credits.payer', case when c < 0.08 then
      format('{"montant":%s,"subvention":"%s"}', montant / 3, subvention) end)
  ) as facts (delay, rang, genre, sujet, fact, contenu)
  where contenu is not null and at + delay * interval '1 day' < timestamptz '2023-01-18 20:00+01'`;

/** Canonical JSON: members in order, no spaces. The trigger of the journal hashes each, as it does for use cases. */
const WRITE = `
  with written as (
    insert into journal_entries (id, canonical)
    select id, format('{"acteur":{"id":"banc","type":"systeme"},"at":"%s","contenu":%s,"id":"%s","organisation":"%s",'
      '"sujet":{"id":"%s","type":"%s"},"type":"%s"}',
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), contenu, id, organisation, sujet, genre, fact)
    from (select gen_random_uuid() as id, * from bench_facts order by at, rang) f
    returning 1
  ) select count(*) as facts from written`;
