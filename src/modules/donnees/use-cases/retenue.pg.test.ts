import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type Database, openDatabase } from '../../../platform/db/database.ts';
import { purgeLimites } from '../storage/limites.ts';
import { makeRetenue, type Retenue } from './retenue.ts';

/** Two servers of one installation: nothing in common but the database. */
let base: TestDatabase;
let second: Database;
beforeEach(async () => {
  base = await createTestDatabase();
  second = openDatabase({ url: base.appUrl, poolSize: 4 });
});
afterEach(async () => {
  await second.close();
  await base.close();
});

function servers(limites = { parMinute: 1000, parSeconde: 20 }): readonly [Retenue, Retenue] {
  return [makeRetenue(base.db, 'api', limites), makeRetenue(second, 'api', limites)];
}

/** As if that many seconds had passed. */
async function elapse(seconds: number): Promise<void> {
  await base.owner.query(`update source_limites set repos_jusqua = repos_jusqua - make_interval(secs => $1)`, [
    seconds,
  ]);
}

describe('the budget of the address', () => {
  test('is one for all servers, whoever asks at the same instant', async () => {
    const [one, two] = servers({ parMinute: 60, parSeconde: 1000 });
    const asked = Array.from({ length: 150 }, (_, n) => (n % 2 === 0 ? one : two).demander(n % 3 ? 'dss' : 'cnous'));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ accorde }) => accorde)).toHaveLength(60);
    const refused = answers.find(({ accorde }) => !accorde);
    expect(refused).toMatchObject({ accorde: false, attendreMs: expect.any(Number) });
    if (refused && !refused.accorde) {
      expect(refused.attendreMs).toBeGreaterThan(50_000);
      expect(refused.attendreMs).toBeLessThanOrEqual(66_000);
    }
  });

  test('holds in every window of its length, wherever it begins', async () => {
    const [one] = servers({ parMinute: 1000, parSeconde: 10 });
    const granted: number[] = [];
    const end = performance.now() + 2_600;
    while (performance.now() < end) {
      const answer = await one.demander('dss', 'jeton');
      if (answer.accorde) granted.push(performance.now());
      else await setTimeout(Math.min(answer.attendreMs, 50));
    }
    // At least nine tenths of what is allowed, and never more: 20 ms for the time between the count and this clock.
    expect(granted.length).toBeGreaterThanOrEqual(20);
    for (const start of granted) {
      expect(granted.filter((at) => at >= start && at < start + 980).length).toBeLessThanOrEqual(10);
    }
  });

  test('is not spent by a call that another budget refuses', async () => {
    const [one] = servers({ parMinute: 5, parSeconde: 1 });
    await one.demander('dss', 'a');
    for (let n = 0; n < 10; n++) expect((await one.demander('dss', 'a')).accorde).toBe(false);
    for (const jeton of ['b', 'c', 'd', 'e']) expect((await one.demander('dss', jeton)).accorde).toBe(true);
    expect((await one.demander('dss', 'f')).accorde).toBe(false);
  });

  test('of one habilitation leaves the others alone', async () => {
    const [one, two] = servers({ parMinute: 1000, parSeconde: 2 });
    expect((await one.demander('dss', 'a')).accorde).toBe(true);
    expect((await two.demander('dss', 'a')).accorde).toBe(true);
    expect((await one.demander('dss', 'a')).accorde).toBe(false);
    expect((await two.demander('dss', 'b')).accorde).toBe(true);
  });
});

describe('a rest', () => {
  test('ordered by one server stops the other at once, for every provider, then ends', async () => {
    const [one, two] = servers();
    expect((await two.demander('dss')).accorde).toBe(true);
    await one.reposer('tous', 30);
    for (const fournisseur of ['dss', 'cnous', 'ants']) {
      const answer = await two.demander(fournisseur);
      expect(answer).toMatchObject({ accorde: false });
      if (!answer.accorde) expect(answer.attendreMs).toBeGreaterThan(28_000);
    }
    await elapse(31);
    expect((await two.demander('dss')).accorde).toBe(true);
  });

  test('is never made shorter', async () => {
    const [one, two] = servers();
    await one.reposer('tous', 3600);
    await two.reposer('tous', 1);
    await elapse(60);
    expect((await one.demander('dss')).accorde).toBe(false);
  });

  test('of one provider leaves the others alone', async () => {
    const [one, two] = servers();
    await one.reposer('dsnj', 30);
    expect((await two.demander('dsnj')).accorde).toBe(false);
    expect((await two.demander('dss')).accorde).toBe(true);
  });
});

describe('the circuit breaker', () => {
  async function breakDown(servers: readonly Retenue[], times = 5): Promise<void> {
    for (let n = 0; n < times; n++) await servers[n % servers.length]?.echouer('dss');
  }

  test('opens after five breakdowns in a row, seen by whichever server', async () => {
    const both = servers();
    await breakDown(both, 4);
    expect(await both[0].demander('dss')).toEqual({ accorde: true, echecs: 4 });
    await both[1].echouer('dss');
    expect((await both[0].demander('dss')).accorde).toBe(false);
    expect((await both[0].demander('cnous')).accorde).toBe(true);
  });

  test('is tried by one caller alone, however many come together', async () => {
    const both = servers();
    await breakDown(both);
    await elapse(31);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => both[n % 2 === 0 ? 0 : 1].demander('dss')));
    expect(answers.filter(({ accorde }) => accorde)).toEqual([{ accorde: true, echecs: 5 }]);
    expect((await both[0].demander('cnous')).accorde).toBe(true);
  });

  test('closes when the trial goes well, rests twice as long when it does not', async () => {
    const both = servers();
    await breakDown(both);
    await elapse(31);
    expect(await both[0].demander('dss')).toMatchObject({ accorde: true });
    await both[0].echouer('dss');
    const answer = await both[1].demander('dss');
    expect(!answer.accorde && answer.attendreMs).toBeGreaterThan(55_000);
    await elapse(61);
    const trial = await both[1].demander('dss');
    expect(trial).toMatchObject({ accorde: true });
    await both[1].reussir('dss', trial.accorde ? trial.echecs : 0);
    expect(await both[0].demander('dss')).toEqual({ accorde: true, echecs: 0 });
  });

  test('gives its turn back when the trial is never finished', async () => {
    const both = servers();
    await breakDown(both);
    await elapse(31);
    expect((await both[0].demander('dss')).accorde).toBe(true);
    expect((await both[1].demander('dss')).accorde).toBe(false);
    await elapse(16);
    expect((await both[1].demander('dss')).accorde).toBe(true);
  });
});

test('one statement a call, and no more when all goes well', async () => {
  const statements: string[] = [];
  const watched: Database = {
    ...base.db,
    transaction: (portee, work) =>
      base.db.transaction(portee, (tx) => {
        statements.push('transaction');
        return work(tx);
      }),
  };
  const retenue = makeRetenue(watched, 'api', { parMinute: 1000, parSeconde: 20 });
  const permission = await retenue.demander('dss', 'jeton');
  await retenue.reussir('dss', permission.accorde ? permission.echecs : 1);
  expect(statements).toHaveLength(1);
});

test('old counts are forgotten, rests are not', async () => {
  const [one] = servers();
  await one.demander('dss', 'ancien');
  await one.reposer('cnous', 36_000);
  await base.owner.query(`update source_limites set modified_at = now() - interval '2 hours'`);
  await base.db.transaction({ systeme: true }, (tx) => purgeLimites(tx, Temporal.Now.instant().subtract({ hours: 1 })));
  const { rows } = await base.owner.query('select cle from source_limites');
  expect(rows).toEqual([{ cle: 'api:fournisseur:cnous' }]);
});
