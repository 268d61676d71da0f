// The reference of bench/pages.ts: Fastify with nothing on it, which sends the same bytes after the same query. Started
// by `fork` with the address of the database and the file of the bytes; says its port, then its CPU time when asked.
import { readFile } from 'node:fs/promises';
import Fastify from 'fastify';
import pg from 'pg';

const [databaseUrl = '', poolSize = '', file = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize) });
const page = await readFile(file, 'utf8');

const server = Fastify();
server.get<{ Params: { dossier: string } }>('/dossiers/:dossier/etapes/:etape', async (request, reply) => {
  const { rows } = await pool.query(
    `select id, organisation_id, demarche_id, version_id, usager_id, statut, numero, reponses, origines, sources,
       etapes_faites, demandeur, correction_demandee_at, created_at, modified_at, submitted_at, decided_at
     from dossiers where id = $1`,
    [request.params.dossier],
  );
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
