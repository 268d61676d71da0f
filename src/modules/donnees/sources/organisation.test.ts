import { expect, test } from 'vitest';
import { identiteOrganisation } from './organisation.ts';

const POITIERS = { code: '86194', nom: 'Poitiers', codesPostaux: ['86000'] };
const appel = {
  organisation: { siren: '200069854' },
  now: Temporal.Instant.from('2026-11-24T09:00:00Z'),
  aujourdhui: Temporal.PlainDate.from('2026-11-24'),
  communes: (texte: string) => (texte === 'Poitiers' ? [POITIERS] : []),
  signal: new AbortController().signal,
};
const ask = (porteur: { siren: string; nom: string; type: string; codeInsee: string | null }) =>
  identiteOrganisation.fetch({ ...appel, porteur });

test('a commune: its name, its numbers, where it is', async () => {
  const answer = await ask({ siren: '218601946', nom: 'Poitiers', type: 'commune', codeInsee: '86194' });
  expect(answer).toMatchObject({ etat: 'obtenue', le: '2026-11-24T09:00:00Z' });
  expect(answer.donnees).toEqual({
    nom: 'Poitiers',
    siren: '218601946',
    siret: { siret: '21860194600013', siren: '218601946' },
    type: 'commune',
    commune: { code: '86194', nom: 'Poitiers', codePostal: '86000' },
  });
});

test('what is no commune has none, and a name that another commune bears is not enough', async () => {
  const epci = await ask({ siren: '200069854', nom: 'Poitiers', type: 'epci', codeInsee: null });
  const homonym = await ask({ siren: '218601946', nom: 'Poitiers', type: 'commune', codeInsee: '01001' });
  expect([epci.donnees?.['commune'], homonym.donnees?.['commune']]).toEqual([undefined, undefined]);
});
