import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { orThrow } from '../../../values/result.ts';
import { lireDemande } from './candidature.ts';
import { refusDeDepot } from './demande-recevable.ts';

/** What somebody of Poitiers asks, for the establishment of that number. */
const refus = (siret: string, siren: string | undefined = '218601946') => {
  const demande = orThrow(lireDemande({ siren, siret: { siret } }));
  const eligibilite = { eligible: true, criteres: [], aide: { type: 'forfait', montant: 500_000 } } as never;
  return refusDeDepot(demande, eligibilite, jour('2026-11-28'))?.replaceAll('\u00a0', ' ');
};

test('a request names an establishment of who asks, not that of a neighbour whom the rules allow', () => {
  expect(refus('21860194600013')).toBeUndefined();
  expect(refus('21230810000016')).toBe(
    'Le numéro SIRET 212 308 100 00016 n’est pas d’un établissement de votre collectivité : le sien commence par 218 601 946. Corrigez-le.',
  );
  // A form that does not know who signed in: its instructor will look.
  expect(refus('21230810000016', '')).toBeUndefined();
});
