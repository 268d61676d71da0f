import { expect, test } from 'vitest';
import { badlySpaced, textesDesRegles } from '../../demarches/testing/typographie.ts';
import { readCatalogueFonds } from './catalogue.ts';

test('what people read of the fund has the spaces of French typography, from its name to its acts', async () => {
  const { dispositifs, ...fonds } = await readCatalogueFonds();
  expect(fonds.actes.length).toBeGreaterThan(3);
  expect(badlySpaced(fonds)).toEqual([]);
  for (const { sessions, ...dispositif } of dispositifs) {
    const regles = sessions.flatMap(({ versions }) => versions.flatMap((version) => textesDesRegles(version.regles)));
    expect(regles.filter((texte) => typeof texte === 'string').length).toBeGreaterThan(3);
    expect([dispositif.slug, badlySpaced([dispositif, sessions.map(({ nom }) => nom), regles])]).toEqual([
      dispositif.slug,
      [],
    ]);
  }
});
