import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { jour } from '../../../values/jour.ts';
import { centimes, euros, multiplyMontant, sumMontants } from '../../../values/montant.ts';
import { decimal } from '../../../values/ratio.ts';
import { aPublierAvant } from '../../opendata/index.ts';
import { ouvrirRegles } from '../eligibilite.ts';
import { readCatalogueFonds } from '../storage/catalogue.ts';
import { depassement, participationMinimale } from './cumul.ts';
import { mayBegin, rejeteeLe, reputeeRecevableLe } from './delais.ts';
import { type Depense, montantPossible } from './eligibilite.ts';
import { versionEnVigueur } from './session.ts';
import { acomptePayable, plafondAcomptes, plafondAvance, solderSubvention } from './versements.ts';

/**
 * Worked examples with their sources, beside the project. Where they are absent this says so and counts nothing; each
 * one must have its computation here: one that nobody computes fails.
 */
const FILE = ['..', join('..', '..')]
  .map((above) => join(ROOT, above, 'shared', 'data', 'domain', 'worked-examples.json'))
  .find((file) => existsSync(file));

type Exemple = { readonly id: string; readonly titre: string; readonly entree: never; readonly attendu: unknown };
const EXEMPLES: readonly Exemple[] = FILE ? JSON.parse(readFileSync(FILE, 'utf8')).D : [];

const cents = (amount: number) => centimes(Math.round(amount * 100));
const inEuros = (amount: number) => amount / 100;

type Entree = Record<string, never> & {
  readonly [cle: string]: number & string & boolean & readonly number[];
};

/** The sessions of the real fund, as the catalogue has them. */
const CATALOGUE = await readCatalogueFonds();

function reglesAu(slug: string, date: string) {
  const sessions = CATALOGUE.dispositifs.find((dispositif) => dispositif.slug === slug)?.sessions ?? [];
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '12:00' });
  const versions = sessions.flatMap((session) => session.versions);
  return ouvrirRegles(versionEnVigueur(versions, noon.toInstant())?.regles ?? {});
}

function aideOf(slug: string, date: string) {
  return reglesAu(slug, date).evaluer({ type: 'commune', population: 1_000 }).aide;
}

/** The words of the example for the types and expenses of the rules. */
const TYPES = { commune: 'commune', EPCI: 'epci', 'syndicat mixte': 'syndicat' } as const;
const DEPENSES: Readonly<Record<string, Depense>> = { personnel: 'personnel', 'équipement informatique': 'equipement' };

type Question = { readonly type?: keyof typeof TYPES; readonly pop?: number; readonly depense?: string };

function projetLocal({ type, pop, depense }: Question): boolean | undefined {
  const regles = reglesAu('projets-locaux', '2021-06-01');
  if (depense) return regles.prendEnCharge(DEPENSES[depense] ?? 'accompagnement');
  return regles.evaluer({ type: TYPES[type ?? 'commune'], population: pop ?? null }).eligible;
}

/** How each example is computed. `null`: by what is not there yet (the export). */
const CALCULS: Readonly<Record<string, ((entree: Entree) => unknown) | null>> = {
  D01: (e) => ({ reputeeRecevable: reputeeRecevableLe(jour(e['demandeRecue'] ?? '')) }),
  D02: (e) => ({ rejet: rejeteeLe(jour(e['accuseReception'] ?? '')) }),
  D04: (e) => ({
    regime: `demande nouvelle, nouveau délai jusqu’au ${rejeteeLe(jour(e['representeeLe'] ?? ''))}`,
  }),
  D09: (e) => ({ avanceMax: inEuros(plafondAvance(cents(e['subventionMax'] ?? 0), e['garantie'] ?? false)) }),
  D10: (e) => ({ plafond: inEuros(plafondAcomptes(cents(e['subventionMax'] ?? 0), e['dureeMois'] ?? 0)) }),
  D11: (e) => ({ plafond: inEuros(plafondAcomptes(cents(e['subventionMax'] ?? 0), e['dureeMois'] ?? 0)) }),
  D12: (e) => ({
    payable: inEuros(
      acomptePayable({
        subventionMax: cents(e['subventionMax'] ?? 0),
        dejaVerse: cents(e['dejaVerse'] ?? 0),
        demande: cents(e['demande'] ?? 0),
        dureeMois: e['dureeMois'] ?? 0,
      }),
    ),
  }),
  D14: (e) => {
    const { subventionFinale, solde } = soldeOf(e);
    return { subventionFinale: inEuros(subventionFinale), solde: inEuros(solde) };
  },
  D15: (e) => {
    const { subventionFinale, reversement } = soldeOf(e);
    return { subventionFinale: inEuros(subventionFinale), reversement: inEuros(reversement) };
  },
  D18: (e) => ({ depassement: inEuros(depassement(cents(e['depense'] ?? 0), (e['aides'] ?? []).map(cents))) }),
  D21: (e) => ({ minimum: inEuros(participationMinimale(cents(e['coutHT'] ?? 0), e['departement'] ?? '')) }),
  D25: (e) => ({
    subvention: inEuros(montantPossible(aideOf('projets-structurants', e['date'] ?? ''), cents(e['cout'] ?? 0))),
  }),
  D27: (e) => {
    const forfait = montantPossible(aideOf('guichet-franceconnect', '2021-10-08'), cents(100_000));
    return { total: inEuros(sumMontants(Array.from({ length: e['collectivites'] ?? 0 }, () => forfait))) };
  },
  D28: (e) => (e as unknown as readonly Question[]).map(projetLocal),
  D30: (e) => {
    const millions = (e as unknown as readonly number[]).map((amount) => cents(amount * 1_000_000));
    // The axes of the catalogue are those of the example: the sum is that of the programme.
    expect(CATALOGUE.axes.map(({ montant }) => montant)).toEqual(millions);
    return inEuros(sumMontants(CATALOGUE.axes.map(({ montant }) => montant))) / 1_000_000;
  },
  D33: (e) => ({ publierAvant: aPublierAvant(euros(30_000), jour(e['signature'] ?? '')) }),
  D34: null,
};

function soldeOf(e: Entree) {
  const taux = decimal(String(e['taux'] ?? 0));
  return solderSubvention({
    subventionMax: multiplyMontant(cents(e['depensePrevue'] ?? 0), taux, 'down'),
    taux,
    depenseReelle: cents(e['depenseReelle'] ?? 0),
    dejaVerse: cents(e['dejaVerse'] ?? 0),
  });
}

test.skipIf(!FILE)('every example has its computation', () => {
  expect(EXEMPLES.map(({ id }) => id)).toEqual(Object.keys(CALCULS));
});

test.skipIf(!FILE).each(EXEMPLES.filter(({ id }) => CALCULS[id]).map((one) => [one.id, one.titre, one] as const))(
  '%s %s',
  (id, _titre, { entree, attendu }) => {
    expect(CALCULS[id]?.(entree)).toEqual(attendu);
  },
);

test('without guarantee an advance is half of what it is with one', () => {
  expect(plafondAvance(cents(60_000), false)).toBe(cents(18_000));
});

test('in metropolitan France the maître d’ouvrage pays a fifth, rounded up to the cent', () => {
  expect(participationMinimale(cents(100_000), '86')).toBe(cents(20_000));
  expect(participationMinimale(centimes(101), '86')).toBe(centimes(21));
});

test('works begin on the day of the receipt at the earliest', () => {
  expect(['2026-02-09', '2026-02-10'].map((begun) => mayBegin(jour(begun), jour('2026-02-10')))).toEqual([false, true]);
});
