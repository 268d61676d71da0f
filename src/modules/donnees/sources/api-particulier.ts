import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Issue, issueOf } from '../domain/issue.ts';
import { getBounded } from './http.ts';

export type ApiParticulier = {
  /** One FranceConnected route. The token lives 60 seconds: call it at once, from the callback. */
  get(route: string, recipient: string, accessToken: string): Promise<Issue>;
};

/** The provider itself waits 10 s; beyond 4 s the page is served and the usager brings the document. */
const TIMEOUT_MS = 4000;
const RETRY_WHEN_RUNNING_MS = 300;

export function apiParticulier(options: {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}): ApiParticulier {
  // Told to stay away, we stay away: going on gets the whole installation banned for 12 hours.
  let silentUntil: Temporal.Instant | undefined;

  return {
    async get(route, recipient, accessToken) {
      const now = options.clock.now();
      if (silentUntil && Temporal.Instant.compare(now, silentUntil) < 0) return { type: 'indisponible' };
      const url = `${options.baseUrl}${route}?recipient=${recipient}`;
      let issue = issueOf(await getBounded(url, accessToken, TIMEOUT_MS));
      if (issue.type === 'en_cours') {
        await wait(RETRY_WHEN_RUNNING_MS);
        issue = issueOf(await getBounded(url, accessToken, TIMEOUT_MS));
      }
      if (issue.type === 'indisponible' && issue.retryAfterSeconds) {
        silentUntil = options.clock.now().add({ seconds: issue.retryAfterSeconds });
      }
      if (issue.type !== 'obtenue' && issue.type !== 'absente') {
        const level = issue.type === 'refusee' ? 'error' : 'warn';
        options.logger[level]({ route, issue: issue.type }, 'data source did not answer');
      }
      return issue;
    },
  };
}
