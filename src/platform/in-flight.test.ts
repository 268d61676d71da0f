import { expect, test } from 'vitest';
import { makeInFlight } from './in-flight.ts';

const told: unknown[] = [];
const logger = { error: (fields: unknown) => told.push(fields) } as never;

test('a stop waits for all that goes on, and for what that begins', async () => {
  const inFlight = makeInFlight(logger);
  const ended: string[] = [];
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  inFlight.follow(
    first.promise.then(() => {
      ended.push('first');
      inFlight.follow(second.promise.then(() => void ended.push('second')));
    }),
  );
  const settled = inFlight.settled().then(() => ended.push('settled'));
  first.resolve();
  await first.promise;
  second.resolve();
  await settled;
  expect(ended).toEqual(['first', 'second', 'settled']);
});

test('nothing goes on: nothing is waited for', async () => {
  await expect(makeInFlight(logger).settled()).resolves.toBeUndefined();
});

test('a failure is told, and keeps nobody from stopping', async () => {
  const inFlight = makeInFlight(logger);
  const err = new Error('no database');
  inFlight.follow(Promise.reject(err));
  await inFlight.settled();
  expect(told).toEqual([{ err }]);
});
