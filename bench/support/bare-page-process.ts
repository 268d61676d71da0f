// The references of bench/pages.ts: Fastify with nothing on it, which sends the same bytes after the same queries (the
// session, then the dossier and its files in the scope of its person, read as the page reads them), or after a single
// look-up of the dossier above the row-level security. Started by `fork`; says its port, then its CPU time when asked.
import { readFile } from 'node:fs/promises';
import Fastify from 'fastify';
import { type Compilable, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { openDatabase, type Tx } from '../../src/platform/db/database.ts';
import { prepared } from '../../src/platform/db/prepared.ts';

const [url = '', ownerUrl = '', poolSize = '', file = '', empreinte = ''] = process.argv.slice(2);
const db = openDatabase({ url, poolSize: Number(poolSize) });
const pool = new pg.Pool({ connectionString: ownerUrl, max: Number(poolSize) });
const page = await readFile(file, 'utf8');

const session = prepared('session', (tx, key: Buffer, now: Temporal.Instant) =>
  raw<{ personne_id: string }>(
    tx,
    sql`select sessions.id, sessions.personne_id, sessions.last_seen_at, personnes.type, personnes.prenoms,
        personnes.nom_naissance, personnes.nom_usage, personnes.email
      from sessions inner join personnes on personnes.id = sessions.personne_id
      where sessions.empreinte = ${key} and sessions.expires_at > ${now}`,
  ),
);
const DOSSIER = `select id, organisation_id, demarche_id, version_id, usager_id, statut, numero, reponses, origines,
    sources, etapes_faites, demandeur, correction_demandee_at, created_at, modified_at, submitted_at, decided_at
  from dossiers where id = `;
const dossier = prepared('dossier', (tx, id: string) => raw(tx, sql`${sql.raw(DOSSIER)}${id}`));
const pieces = prepared('pieces', (tx, id: string) =>
  raw(
    tx,
    sql`select id, dossier_id, champ_id, message_id, sha256, nom, type_mime, taille, antivirus, auteur_id, created_at
      from pieces where dossier_id = ${id} order by created_at, id`,
  ),
);

const server = Fastify();
server.get<{ Params: { dossier: string } }>('/dossiers/:dossier/etapes/:etape', async (request, reply) => {
  const key = Buffer.from(empreinte, 'hex');
  const [opened] = await db.read({ systeme: true }, (tx) => session(tx, key, Temporal.Now.instant()));
  if (!opened) return reply.status(401).send();
  const { dossier: id } = request.params;
  const [[found]] = await db.read({ personne: opened.personne_id }, (tx) =>
    Promise.all([dossier(tx, id), pieces(tx, id)]),
  );
  if (!found) return reply.status(404).send();
  return reply.type('text/html; charset=utf-8').send(page);
});
server.get<{ Params: { dossier: string } }>('/simple/:dossier', async (request, reply) => {
  const { rows } = await pool.query(`${DOSSIER}$1`, [request.params.dossier]);
  if (rows.length !== 1) return reply.status(404).send();
  return reply.type('text/html; charset=utf-8').send(page);
});
const address = await server.listen({ port: 0, host: '127.0.0.1' });

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit());
process.send?.({ port: Number(new URL(address).port) });

function raw<Row>(tx: Tx, query: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => query.compile(tx) };
}
