import type { Blobs } from './blobs/blobs.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/database.ts';
import type { Logger } from './log/logger.ts';
import type { Random } from './random.ts';

/** What every use case may need from the outside world, given once at composition. */
export type Services = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly blobs: Blobs;
  /** Address that browsers see, without a final slash: links in mails and letters. */
  readonly publicUrl: string;
};

/** What most use cases need. */
export type Noyau = Pick<Services, 'db' | 'clock' | 'random'>;
