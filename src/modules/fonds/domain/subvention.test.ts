import { describe, expect, test } from 'vitest';
import { plainSpaces } from '../../../../test/support/plain-spaces.ts';
import { jour } from '../../../values/jour.ts';
import { euros, ZERO } from '../../../values/montant.ts';
import { percent } from '../../../values/ratio.ts';
import type { Result } from '../../../values/result.ts';
import { checkCaducite } from './caducite.ts';
import { etablirCompteFinal } from './compte-final.ts';
import { checkDecision } from './decision.ts';
import { checkPlan, type LignePlan, type Plan } from './plan.ts';
import { checkProposition, type Proposition } from './proposition.ts';
import { type ActionSubvention, applyAction, LIBELLES, STATUTS, TRANSITIONS } from './subvention.ts';
import { applyToVersement } from './versement.ts';

const plain = (text: unknown) => plainSpaces(String(text));
const sentence = (result: Result<unknown>) => (result.ok ? 'accepté' : plain(result.error));

describe('a subvention', () => {
  test('lives by its table, and each end has its movement of credits', () => {
    const ways = (Object.keys(TRANSITIONS) as ActionSubvention[]).flatMap((action) =>
      STATUTS.flatMap((statut) => {
        const applied = applyAction(action, statut);
        return applied.ok ? [`${statut} ${action} ${applied.value.vers} ${applied.value.operation}`] : [];
      }),
    );
    expect(ways).toEqual([
      'proposee attribuer attribuee engager',
      'attribuee declarer_commencement attribuee null',
      'conventionnee declarer_commencement conventionnee null',
      'attribuee conventionner conventionnee null',
      'conventionnee amender conventionnee null',
      'conventionnee solder soldee desengager',
      'proposee abandonner abandonnee liberer',
      'attribuee abandonner abandonnee desengager',
      'attribuee constater_caducite caduque desengager',
      'conventionnee constater_caducite caduque desengager',
      'attribuee corriger_siret attribuee null',
      'conventionnee corriger_siret conventionnee null',
      'soldee corriger_siret soldee null',
      'caduque corriger_siret caduque null',
    ]);
  });

  test.each(STATUTS)('says where it stands when it cannot: %s', (statut) => {
    const refused = applyAction(statut === 'proposee' ? 'solder' : 'attribuer', statut);
    expect(sentence(refused)).toBe(`La subvention est ${LIBELLES[statut].phrase} : cette action n’est plus possible.`);
  });
});

test('a payment that is paid is paid once, and may come back from the bank', () => {
  expect(applyToVersement('payer', 'paye').ok).toBe(false);
  expect(applyToVersement('rejeter', 'paye')).toEqual({
    ok: true,
    value: { vers: 'rejete', operation: 'rejeter_paiement' },
  });
  expect(sentence(applyToVersement('annuler_justification', 'mis_en_paiement'))).toBe(
    'Le versement est chez le comptable : cette action n’est plus possible.',
  );
});

const PROPOSITION: Proposition = {
  cout: euros(100_000),
  assiette: euros(80_000),
  taux: percent(75),
  montant: euros(60_000),
  autresAides: ZERO,
  financementsPrives: ZERO,
  departement: '86',
  derogationParticipation: null,
  demandeRecue: jour('2021-03-01'),
  commencement: null,
  finPrevue: jour('2023-03-01'),
};

describe('a proposal', () => {
  const refusals = (change: Partial<Proposition>) => {
    const checked = checkProposition({ ...PROPOSITION, ...change });
    return checked.ok ? {} : Object.fromEntries(Object.entries(checked.error).map(([k, v]) => [k, plain(v)]));
  };

  test('within the rules is accepted', () => {
    expect(refusals({})).toEqual({});
  });

  test.each<[string, Partial<Proposition>, object]>([
    ['eligible cost', { assiette: euros(100_001) }, { assiette: expect.stringContaining('ne dépasse pas le coût') }],
    ['rate', { taux: percent(101) }, { taux: 'Le taux est compris entre 0 et 100 %.' }],
    [
      'amount',
      { montant: euros(60_001) },
      {
        montant:
          'Le montant est au plus de 60 000 € : 75 % de la dépense subventionnable de 80 000 € (décret n° 2018-514, art. 8).',
      },
    ],
    [
      'cumulation (D18)',
      { autresAides: euros(25_000) },
      {
        autresAides:
          'Les aides publiques dépassent la dépense subventionnable de 5 000 € (décret n° 2018-514, art. 10, III).',
      },
    ],
    [
      'own share',
      { cout: euros(80_000), autresAides: euros(10_000) },
      { autresAides: expect.stringContaining('paie au moins 16 000 € de son projet (CGCT, art. L1111-10, III)') },
    ],
    ['start', { commencement: jour('2021-02-28') }, { commencement: expect.stringContaining('art. 5') }],
    ['end', { finPrevue: jour('2021-02-28') }, { finPrevue: expect.stringContaining('après la réception') }],
  ])('beyond them is refused: %s', (_rule, change, expected) => {
    expect(refusals(change)).toEqual(expected);
  });

  test('leaves the whole cost to be aided where the law exempts, or a derogation says so', () => {
    const all = { cout: euros(80_000), taux: percent(100), montant: euros(80_000) };
    expect(Object.keys(refusals(all))).toEqual(['autresAides']);
    expect(refusals({ ...all, departement: '974' })).toEqual({});
    expect(refusals({ ...all, derogationParticipation: 'Formation, hors investissement' })).toEqual({});
  });
});

describe('a plan', () => {
  const ligne = (nature: LignePlan['nature'], montant: number, prevuLe: string): LignePlan => ({
    nature,
    montant: euros(montant),
    condition: 'Factures',
    prevuLe: jour(prevuLe),
  });
  const avance = (montant: number) => ligne('avance', montant, '2021-06-01');
  const acompte = (montant: number) => ligne('acompte', montant, '2022-06-01');
  const solde = (montant: number) => ligne('solde', montant, '2023-06-01');
  const check = (lignes: readonly LignePlan[], change: Partial<Plan> = {}) =>
    sentence(checkPlan({ lignes, subventionMax: euros(60_000), dureeMois: 24, garantie: false, ...change }));

  test('within the law is accepted', () => {
    expect(check([avance(18_000), acompte(30_000), solde(12_000)])).toBe('accepté');
    expect(check([solde(60_000)])).toBe('accepté');
    expect(check([avance(36_000), solde(24_000)], { garantie: true })).toBe('accepté');
    expect(check([acompte(54_000), solde(6_000)], { dureeMois: 49 })).toBe('accepté');
  });

  test.each<[string, LignePlan[], string]>([
    ['no balance', [avance(18_000)], 'se termine par un solde'],
    ['two balances', [solde(30_000), solde(30_000)], 'qu’un solde'],
    ['a late advance', [acompte(10_000), avance(10_000), solde(40_000)], 'L’avance est unique'],
    ['no order', [solde(30_000), { ...acompte(30_000), nature: 'solde' }], 'qu’un solde'],
    ['dates', [{ ...acompte(10_000), prevuLe: jour('2024-01-01') }, solde(50_000)], 'dans l’ordre de leurs dates'],
    ['sum', [avance(18_000), solde(41_000)], 'totalisent 59 000 € : la subvention est de 60 000 €'],
    ['advance (D09)', [avance(18_001), solde(41_999)], 'L’avance est au plus de 18 000 €'],
    ['instalments (D10)', [avance(18_000), acompte(30_001), solde(11_999)], 'au plus de 48 000 €'],
  ])('beyond it is refused: %s', (_rule, lignes, expected) => {
    expect(check(lignes)).toContain(expected);
  });

  test('of an avenant counts what was paid', () => {
    const acquis = [{ nature: 'avance', montant: euros(18_000) } as const];
    expect(check([acompte(30_000), solde(12_000)], { acquis })).toBe('accepté');
    expect(check([acompte(30_000), solde(30_000)], { acquis })).toContain('totalisent 78 000 €');
  });
});

describe('a final account', () => {
  const compte = (depenseReelle: number, autresAides: number, dejaVerse: number) => {
    const { explication, ...rest } = etablirCompteFinal({
      subventionMax: euros(60_000),
      taux: percent(75),
      depenseReelle: euros(depenseReelle),
      autresAides: euros(autresAides),
      dejaVerse: euros(dejaVerse),
    });
    return { ...rest, explication: explication.map(plain) };
  };

  test('pays the balance, never beyond the decision (D14)', () => {
    expect(compte(90_000, 0, 48_000)).toEqual({
      subventionFinale: euros(60_000),
      solde: euros(12_000),
      reversement: ZERO,
      explication: [
        '75 % de la dépense réelle de 90 000 € : 67 500 €.',
        'La décision ne va pas au-delà de 60 000 € (art. 8).',
        'Subvention finale : 60 000 €. Déjà versé : 48 000 €.',
        'Il reste à verser un solde de 12 000 €.',
      ],
    });
  });

  test('asks back what was paid too much (D15)', () => {
    expect(compte(50_000, 0, 48_000)).toMatchObject({ subventionFinale: euros(37_500), reversement: euros(10_500) });
  });

  test('counts the other aids that were really received', () => {
    const { subventionFinale, explication } = compte(80_000, 30_000, 48_000);
    expect(subventionFinale).toBe(euros(50_000));
    expect(explication[1]).toBe('Les autres aides publiques laissent 50 000 € de dépense à financer (art. 10, III).');
  });
});

test('lapse waits for the dates of the decision', () => {
  const dates = {
    commencement: null,
    commencerAvant: jour('2022-10-04'),
    finPrevue: jour('2023-10-04'),
    aujourdhui: jour('2022-10-04'),
  };
  expect(sentence(checkCaducite('non_commencee', dates))).toContain('peut commencer jusqu’au 4 octobre 2022');
  expect(sentence(checkCaducite('non_commencee', { ...dates, aujourdhui: jour('2022-10-05') }))).toBe('accepté');
  const begun = { ...dates, commencement: jour('2022-01-01'), aujourdhui: jour('2022-10-05') };
  expect(sentence(checkCaducite('non_commencee', begun))).toBe('Le projet a commencé le 1er janvier 2022.');
  expect(sentence(checkCaducite('non_achevee', begun))).toContain('peut s’achever jusqu’au 4 octobre 2023');
});

test('a decision comes after the request, and leaves time to begin', () => {
  const dates = { demandeRecue: jour('2021-03-01'), finPrevue: jour('2023-03-01'), decideeLe: jour('2021-05-01') };
  expect(checkDecision({ ...dates, commencerAvant: jour('2022-05-01') }).ok).toBe(true);
  const wrong = [
    { ...dates, decideeLe: jour('2021-02-28'), commencerAvant: null },
    { ...dates, commencerAvant: jour('2021-04-30') },
    { ...dates, commencerAvant: jour('2023-03-02') },
  ];
  expect(wrong.map((one) => checkDecision(one).ok)).toEqual([false, false, false]);
});
