import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts';
import { systemClock } from '../clock.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import { createLogger } from '../log/logger.ts';
import { systemRandom } from '../random.ts';
import { createMail, type Mail } from './mail.ts';
import { createSendMailTask, enqueueMail, type QueuedMail } from './outbox.ts';

let base: TestDatabase;
let dir: string;
let mail: Mail;
let jobs: Jobs;

beforeAll(async () => {
  base = await createTestDatabase();
  dir = await mkdtemp(join(tmpdir(), 'parvis-outbox-'));
  mail = createMail({ kind: 'mailbox', dir, from: 'a@exemple.fr', clock: systemClock, random: systemRandom });
  const logger = createLogger({ level: 'silent', format: 'json' });
  const tasks = [createSendMailTask(mail)];
  jobs = createJobs({ connectionString: base.ownerUrl, tasks, concurrency: 1, logger, pollInterval: 100 });
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await base.close();
  await rm(dir, { recursive: true });
});

const message: QueuedMail = { to: 'usager@exemple.fr', subject: 'Reçu', text: 'Bonjour', senderName: 'Mairie' };

test('a mail leaves with its transaction, and the queue forgets what it said', async () => {
  const undone = base.db.transaction({ systeme: true }, async (tx) => {
    await enqueueMail(tx, { ...message, subject: 'jamais' });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await base.db.transaction({ systeme: true }, (tx) => enqueueMail(tx, message));
  await vi.waitFor(async () => expect(await mail.mailbox?.list()).toHaveLength(1), { timeout: 10_000 });
  const [sent] = (await mail.mailbox?.list()) ?? [];
  expect(sent).toMatchObject({ to: 'usager@exemple.fr', subject: 'Reçu', from: 'Mairie <a@exemple.fr>' });
  const queued = async () => (await base.owner.query('select from graphile_worker._private_jobs')).rowCount;
  await vi.waitFor(async () => expect(await queued()).toBe(0), { timeout: 10_000 });
});

test('a message that could not be sent is refused at once', async () => {
  const attempt = base.db.transaction({ systeme: true }, (tx) => enqueueMail(tx, { ...message, to: '' }));
  await expect(attempt).rejects.toThrow();
});
