import { expect, test } from 'vitest';
import { ok, type Result, refuse } from '../../values/result.ts';
import { Unavailable } from '../errors.ts';
import { deterministicRandom } from '../random.ts';
import { type Remaining, sendToEach } from './send-to-each.ts';

const MESSAGE = { subject: 'Objet', text: 'Bonjour,' };

/** A server that has no room today for some addresses, and refuses others for good. */
function attempt(full: readonly string[], refused: readonly string[] = []) {
  const sent: string[] = [];
  const told = { refused: 0, later: [] as Remaining[] };
  const mail = {
    async send({ to }: { readonly to: string }): Promise<Result<void>> {
      if (full.includes(to)) throw new Unavailable('');
      if (refused.includes(to)) return refuse('');
      sent.push(to);
      return ok(undefined);
    },
  };
  const write = (to: readonly string[], remaining?: Remaining) =>
    sendToEach(
      { mail, random: deterministicRandom('courriers') },
      { ...MESSAGE, to, remaining },
      {
        refused: () => {
          told.refused += 1;
        },
        later: async (rest) => void told.later.push(rest),
      },
    );
  return { write, sent, told };
}

test('who cannot be reached now is left for later, and nobody is written to twice', async () => {
  const first = attempt(['b@exemple.fr'], ['c@exemple.fr']);
  await first.write(['a@exemple.fr', 'b@exemple.fr', 'c@exemple.fr']);
  expect([first.sent, first.told.refused, first.told.later.length]).toEqual([['a@exemple.fr'], 1, 1]);
  const [remaining] = first.told.later;
  expect(JSON.stringify(remaining)).not.toContain('exemple');

  const second = attempt([]);
  // Somebody came meanwhile: the mail of that day was not theirs.
  await second.write(['a@exemple.fr', 'B@exemple.fr', 'd@exemple.fr'], remaining);
  expect([second.sent, second.told.later]).toEqual([['B@exemple.fr'], []]);
});

test('when nobody can be reached, the whole is tried again', async () => {
  const { write, told } = attempt(['a@exemple.fr', 'b@exemple.fr']);
  await expect(write(['a@exemple.fr', 'b@exemple.fr'])).rejects.toThrow(Unavailable);
  expect(told.later).toEqual([]);
});
