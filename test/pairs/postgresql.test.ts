import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor/check-database.ts';
import { checkRepartiteur } from '../../src/cli/doctor/check-repartiteur.ts';
import { migrationFolders } from '../../src/migrations.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { prepared, statement } from '../../src/platform/db/prepared.ts';
import { migrateJobs } from '../../src/platform/jobs/migrate.ts';
import { depositCantine, dossierOf } from '../support/cantine.ts';
import { startParvis } from '../support/running-parvis.ts';
import { createVisitor, textOfPage } from '../support/visitor.ts';
import { describePeer } from './support/peer.ts';
import { FROM_THE_GUIDE, POSTGRESQL, type PostgresPeer, startPostgres, type Urls } from './support/postgresql.ts';

describePeer('PostgreSQL of Debian, and PgBouncer', POSTGRESQL, () => {
  let peer: PostgresPeer;
  beforeAll(async () => {
    peer = await startPostgres();
  });
  afterAll(() => peer?.close());

  /** What `parvis doctor` finds wrong, on one line. */
  async function wrongs(urls: Urls): Promise<string> {
    const findings = [...(await checkDatabase(urls)), ...(await checkRepartiteur(urls))];
    return findings.flatMap(({ etat, texte }) => (etat === 'mauvais' ? [texte] : [])).join('\n');
  }

  test('through PgBouncer in session mode, both roles: it starts, migrates, takes a deposit and answers', async () => {
    const { appUrl, ownerUrl } = await peer.pooled('session');
    const parvis = await startParvis({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
    try {
      expect(await wrongs({ appUrl, ownerUrl })).toBe('');
      const usager = createVisitor(parvis.url);
      const deposited = await depositCantine(usager);
      expect(textOfPage(await usager.visit(dossierOf(deposited)))).toContain('Déposé');
      // By a job, through the notifications and the locks of the queue.
      expect((await parvis.courrier(({ subject }) => /bien arrivée/.test(subject))).text).toContain('Bonjour');
    } finally {
      await parvis.stop();
    }
  });

  test('straight to it, the doctor has nothing to say', async () => {
    await migrate(peer.urls.ownerUrl, migrationFolders, migrateJobs);
    expect(await wrongs(peer.urls)).toBe('');
  });

  test('PgBouncer as Debian sets it refuses how we connect: the doctor says what to write', async () => {
    expect(await wrongs(await peer.pooled('session', []))).toContain('ignore_startup_parameters');
  });

  test('in transaction mode pages fail at random, and the doctor says so before', async () => {
    const urls = await peer.pooled('transaction');
    const found = await wrongs(urls);
    expect(found).toContain('DATABASE_OWNER_URL passe par un répartiteur de connexions en mode transaction');
    expect(found).toContain('max_prepared_statements');
    expect(await wrongs({ ...urls, ownerUrl: peer.urls.ownerUrl })).not.toContain('DATABASE_OWNER_URL');

    const db = openDatabase({ url: urls.appUrl, poolSize: 4 });
    const named = prepared('paire', () => statement<{ un: number }>(sql`select 1 as un`));
    const asked = Array.from({ length: 40 }, () => db.transaction({ public: true }, (tx) => named(tx)));
    const failed = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected');
    // The scope of the row-level security goes with each transaction, and is never another one's.
    const scopes = await Promise.all(
      asked.map(() => {
        const organisation = crypto.randomUUID();
        const read = sql<{ vue: string }>`select current_setting('app.organisation') as vue`;
        return db.transaction({ organisation }, async (tx) => [organisation, (await read.execute(tx)).rows[0]?.vue]);
      }),
    );
    expect(scopes.filter(([given, seen]) => given !== seen)).toEqual([]);
    await db.close();
    expect(failed.length).toBeGreaterThan(0);
  });

  test('limits that the pooler leaves out and the role does not have are told', async () => {
    const owner = await peer.pooled('session', FROM_THE_GUIDE);
    await peer.asAdministrator('alter role parvis_web reset all');
    expect(await wrongs(owner)).toContain('Rien ne limite la durée');
  });
});
