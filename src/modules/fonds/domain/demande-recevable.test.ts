import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { euros, ZERO } from '../../../values/montant.ts';
import { percent } from '../../../values/ratio.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiret } from '../../../values/siret.ts';
import { lireDemande } from './candidature.ts';
import { refusDeDepot } from './demande-recevable.ts';
import type { Aide } from './eligibilite.ts';

const DEMANDE = {
  siret: orThrow(parseSiret('21860194600013')),
  sirenDuDemandeur: undefined,
  nomConnu: undefined,
  objet: 'Guichet unique',
  cout: euros(100_000),
  assiette: euros(80_000),
  demande: euros(60_000),
  autresAides: ZERO,
  financementsPrives: ZERO,
  debut: null,
  fin: null,
  licence: null,
  depotSource: null,
  partenaires: [],
};

const TAUX: Aide = { type: 'taux', taux: percent(75), plafond: undefined };

function refus(change: Partial<typeof DEMANDE>, aide: Aide = TAUX): string | undefined {
  const eligibilite = { eligible: true, criteres: [], aide };
  return refusDeDepot({ ...DEMANDE, ...change }, eligibilite, jour('2026-06-01'))?.replaceAll(/[\u00a0\u202f]/g, ' ');
}

test('what is asked within the rules is taken', () => {
  expect(refus({})).toBeUndefined();
  expect(refus({ autresAides: euros(20_000) })).toBeUndefined();
});

test('what is asked beyond is refused with its rule', () => {
  expect(refus({ demande: euros(60_001) })).toBe(
    'Le fonds donne au plus 60 000 € à ce projet, 75 % de la dépense subventionnable de 80 000 € : demandez ce montant, ou moins.',
  );
  expect(refus({}, { ...TAUX, plafond: euros(50_000) })).toContain(
    'au plus 50 000 € à ce projet, le plafond de la session',
  );
  expect(refus({}, { type: 'forfait', montant: euros(5_000) })).toContain('le forfait de la session');
});

test('public aids above the eligible cost are refused with their article', () => {
  expect(refus({ autresAides: euros(20_001) })).toBe(
    'Avec l’aide demandée, les aides publiques dépassent la dépense subventionnable de 1 € (décret n° 2018-514, ' +
      'art. 10, III). Baissez l’aide demandée, ou corrigez le plan de financement.',
  );
});

/** What somebody of Poitiers asks, for the establishment of that number. */
const refusDe = (siret: string, siren: string | undefined = '218601946') => {
  const demande = orThrow(lireDemande({ siren, siret: { siret } }));
  const eligibilite = { eligible: true, criteres: [], aide: { type: 'forfait', montant: 500_000 } } as never;
  return refusDeDepot(demande, eligibilite, jour('2026-11-28'))?.replaceAll(/[\u00a0\u202f]/g, ' ');
};

test('a request names an establishment of who asks, not that of a neighbour whom the rules allow', () => {
  expect(refusDe('21860194600013')).toBeUndefined();
  expect(refusDe('21230810000016')).toBe(
    'Le numéro SIRET 212 308 100 00016 n’est pas d’un établissement de votre collectivité : le sien commence par 218 601 946. Corrigez-le.',
  );
  // A form that does not know who signed in: its instructor will look.
  expect(refusDe('21230810000016', '')).toBeUndefined();
});
