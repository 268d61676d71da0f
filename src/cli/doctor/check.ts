import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Finding } from './finding.ts';

export type CheckContext = {
  readonly config: Config;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly clock: Clock;
};

/**
 * One thing that `parvis doctor` looks at once the configuration can be read and the database is there. Each is a file
 * beside this one, named in `checks.ts`. Changes nothing; every `mauvais` says what to do.
 */
export type Check = (context: CheckContext) => Promise<readonly Finding[]>;
