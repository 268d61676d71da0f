import { expect, test } from 'vitest';
import { type AdresseRemplacee, suiteDe } from './adresse-remplacee.ts';

const change = (id: string, minute: number, remise = false): AdresseRemplacee => ({
  id,
  ancienEmail: `${id[0]}@exemple.test`,
  nouvelEmail: `${id[1]}@exemple.test`,
  connexion: false,
  cleAjoutee: false,
  createdAt: Temporal.Instant.from('2026-11-27T20:00:00Z').add({ minutes: minute }),
  usedAt: remise ? Temporal.Instant.from('2026-11-27T21:00:00Z') : null,
});

test.each<[string, AdresseRemplacee, readonly AdresseRemplacee[], readonly string[]]>([
  ['what came after it, in order', change('AB', 0), [change('CD', 2), change('BC', 1)], ['BC', 'CD']],
  ['not what came before', change('BC', 1), [change('AB', 0), change('CB', 0)], []],
  ['not what was put back meanwhile', change('AB', 0), [change('BC', 1, true), change('BD', 2)], ['BD']],
  ['not the change of another address, of an account that was joined', change('AB', 0), [change('XY', 1)], []],
  ['back and forth', change('AB', 0), [change('BA', 1), change('AC', 2)], ['BA', 'AC']],
  ['whatever the case', change('Ab', 0), [change('BC', 1)], ['BC']],
])('%s', (_what, remplacee, others, ids) => {
  expect(suiteDe(remplacee, [remplacee, ...others]).map(({ id }) => id)).toEqual(ids);
});
