/** For tests: another process that settles a journal once. Arguments: the database's address, the file of the key. */
import { systemClock } from '../../../platform/clock.ts';
import { openDatabase } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { systemRandom } from '../../../platform/random.ts';
import { openJournal } from '../journal.ts';

const [url = '', keyFile = ''] = process.argv.slice(2);
const db = openDatabase({ url, poolSize: 1 });
const logger = createLogger({ level: 'silent', format: 'json' });
const journal = await openJournal({
  db,
  clock: systemClock,
  random: systemRandom,
  logger,
  origin: 'https://parvis.exemple',
  keyFile,
});
await journal.settle();
await db.close();
