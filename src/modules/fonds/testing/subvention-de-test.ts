import { randomUUID } from 'node:crypto';
import { jour } from '../../../values/jour.ts';
import { euros, ZERO } from '../../../values/montant.ts';
import { percent } from '../../../values/ratio.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiret } from '../../../values/siret.ts';
import type { LignePlan } from '../domain/plan.ts';
import { awardSubvention } from '../use-cases/award-subvention.ts';
import { type DemandeDeSubvention, proposeSubvention } from '../use-cases/propose-subvention.ts';
import { signConvention } from '../use-cases/sign-convention.ts';
import type { FondsDeTest } from './fonds-de-test.ts';

/** A project of 100 000 €, 80 000 € of them eligible, aided at 75 %: 60 000 €, as in the worked examples. */
export function demandeDeTest(enveloppeId: string, change: Partial<DemandeDeSubvention> = {}): DemandeDeSubvention {
  return {
    enveloppeId,
    cle: randomUUID(),
    beneficiaire: {
      siret: orThrow(parseSiret('21860194600013')),
      nom: 'Commune de Poitiers',
      type: 'commune',
      departement: '86',
      region: '75',
      population: 89_000,
    },
    objet: 'Guichet unique en ligne',
    cout: euros(100_000),
    assiette: euros(80_000),
    taux: percent(75),
    montant: euros(60_000),
    autresAides: ZERO,
    financementsPrives: ZERO,
    derogationParticipation: null,
    demandeRecue: jour('2021-03-01'),
    commencement: null,
    finPrevue: jour('2023-03-01'),
    ...change,
  };
}

/** Advance, instalment, balance: 18 000, 30 000 and 12 000 €. */
export const PLAN_DE_TEST: readonly LignePlan[] = [
  { nature: 'avance', montant: euros(18_000), condition: 'Signature', prevuLe: jour('2021-10-01') },
  { nature: 'acompte', montant: euros(30_000), condition: 'Factures acquittées', prevuLe: jour('2022-06-01') },
  { nature: 'solde', montant: euros(12_000), condition: 'Compte final', prevuLe: jour('2023-04-01') },
];

/** @returns one that is awarded on 4 October 2021 and may begin until 4 October 2022 */
export async function attribuee(
  { noyau, gestionnaire }: FondsDeTest,
  enveloppeId: string,
  change: Partial<DemandeDeSubvention> = {},
): Promise<string> {
  const subventionId = orThrow(await proposeSubvention(noyau, gestionnaire, demandeDeTest(enveloppeId, change)));
  const dates = { decideeLe: jour('2021-10-04'), commencerAvant: jour('2022-10-04') };
  orThrow(await awardSubvention(noyau, gestionnaire, { subventionId, reference: 'Arrêté n° 2021-1042', ...dates }));
  return subventionId;
}

/** @returns one with its agreement and `PLAN_DE_TEST` */
export async function conventionnee(fonds: FondsDeTest, enveloppeId: string): Promise<string> {
  return signer(fonds, await attribuee(fonds, enveloppeId), PLAN_DE_TEST);
}

/** @returns one of another amount, beneficiary or day than `conventionnee` makes, paid at once */
export async function conventionneeAutrement(
  fonds: FondsDeTest,
  enveloppeId: string,
  change: Partial<DemandeDeSubvention> = {},
  signeeLe = '2021-10-15',
): Promise<string> {
  const montant = change.montant ?? euros(60_000);
  const solde = { nature: 'solde', montant, condition: 'Compte final', prevuLe: jour('2023-04-01') } as const;
  return signer(fonds, await attribuee(fonds, enveloppeId, change), [solde], signeeLe);
}

async function signer(
  { noyau, gestionnaire }: FondsDeTest,
  subventionId: string,
  plan: readonly LignePlan[],
  signeeLe = '2021-10-15',
): Promise<string> {
  const dates = { signeeLe: jour(signeeLe), finPrevue: jour('2023-10-15'), dureeMois: 24 };
  orThrow(await signConvention(noyau, gestionnaire, { subventionId, ...dates, garantie: false, plan }));
  return subventionId;
}
