import type { Visitor } from '../../../../test/support/visitor.ts';
import type { Monde } from './monde.ts';

/**
 * What somebody leaves while they ask for nothing: another way to sign in, a form that came too late, a link that was
 * never opened, accounts about to be joined.
 *
 * @returns how FranceConnect calls them
 */
export async function leaveTraces(monde: Monde, visitor: Visitor, camille: string): Promise<string> {
  await monde.rows(`insert into identites (issuer, sub, personne_id) values ('lien', 'zephyrine@exemple.test', $1)`, [
    camille,
  ]);
  const [{ sub } = { sub: '' }] = await monde.rows<{ sub: string }>(
    `select sub from identites where personne_id = $1 and issuer <> 'lien'`,
    [camille],
  );
  const navigateur = visitor.cookies.get('navigateur') ?? '';
  await monde.rows(
    `insert into formulaires_en_attente (id, navigateur_empreinte, url, champs, created_at)
       values (gen_random_uuid(), sha256($1), '/x', '[["nom", "Zéphyrine-Unique"]]', now())`,
    [navigateur],
  );
  await monde.rows(
    `insert into liens_connexion (jeton_empreinte, navigateur_empreinte, email, retour, created_at)
       values ('\\x01', '\\x02', 'zephyrine@exemple.test', '/', now())`,
  );
  await monde.rows(
    `insert into liens_connexion (jeton_empreinte, navigateur_empreinte, email, retour, created_at, changement_de)
       values ('\\x03', '\\x02', 'nouvelle-adresse@exemple.test', '/', now(), $1)`,
    [camille],
  );
  await monde.rows(
    `insert into adresses_remplacees (id, personne_id, ancien_email, nouvel_email, connexion, cle_ajoutee, created_at,
       expires_at) values (gen_random_uuid(), $1, 'ancienne-adresse@exemple.test', 'nouvelle-adresse@exemple.test', false,
       false, now(), now() + interval '7 days')`,
    [camille],
  );
  await monde.rows(
    `insert into rapprochements (id, navigateur_empreinte, personne_id, prouvee_at, created_at)
       values (gen_random_uuid(), '\\x02', $1, now(), now())`,
    [camille],
  );
  return sub;
}

/** The jobs that name something. */
export async function jobsAbout(monde: Monde, text: string): Promise<{ payload: never; later: boolean }[]> {
  return monde.rows(
    `select payload, run_at > now() + interval '23 hours' as later from graphile_worker._private_jobs
     where payload::text like $1`,
    [`%${text}%`],
  );
}

/** Every table of every schema whose rows hold this text, as such or as bytes. */
export async function tablesHolding(monde: Monde, text: string): Promise<string[]> {
  const tables = await monde.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = await monde.rows(
      `select 1 as un from ${name} t where t::text ilike $1
         or t::text ilike '%' || encode(convert_to($2, 'UTF8'), 'hex') || '%' limit 1`,
      [`%${text}%`, text],
    );
    if (hits.length > 0) found.push(name);
  }
  return found;
}

export async function typesOf(monde: Monde, sujet: string, id: string): Promise<string[]> {
  const found = await monde.rows<{ type: string }>(
    'select type from journal_entries where sujet_type = $1 and sujet_id = $2 order by seq',
    [sujet, id],
  );
  return found.map(({ type }) => type);
}

/** Resolves when that many transactions wait for another one. */
export async function untilBlocked(monde: Monde, count: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const [{ n } = { n: 0 }] = await monde.rows<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    if (n >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${count} transactions were to wait`);
}
