import type { Agent } from '../../modules/comptes/index.ts';
import {
  authoriseCredits,
  type EnveloppeListee,
  listEnveloppes,
  listProgrammes,
  openEnveloppe,
} from '../../modules/fonds/index.ts';
import { fixedClock } from '../../platform/clock.ts';
import type { Noyau } from '../../platform/services.ts';
import { type Montant, multiplyMontant, subtractMontants } from '../../values/montant.ts';
import { ratio } from '../../values/ratio.ts';
import { orThrow } from '../../values/result.ts';
import { AXES, ENVELOPPE_DEPARTEMENTALE, OUVERTURE } from './chiffres.ts';

/** The purses of 2021, by what names them: `1`, `2`, `3`, and `3 86` for that of the Vienne. */
export type Enveloppes = ReadonlyMap<string, string>;

type Bourse = {
  readonly axe: number;
  readonly nom: string;
  readonly departement?: string;
  readonly montant: Montant;
};

/** Opens what is not open yet, and lets in what is not in: 30, 24 and 34 M€, the last one mostly by département. */
export async function openEnveloppes(noyau: Noyau, agent: Agent, departements: readonly string[]): Promise<Enveloppes> {
  const then: Noyau = { ...noyau, clock: fixedClock(OUVERTURE) };
  const { programmes, known } = await noyau.db.read({ organisation: agent.organisation.id }, async (tx) => ({
    programmes: await listProgrammes(tx, agent.organisation.id),
    known: await listEnveloppes(tx, agent.organisation.id),
  }));
  const axes = programmes[0]?.axes ?? [];
  const opened = new Map<string, string>();
  for (const bourse of boursesOf(departements)) {
    const axeId = axes.find(({ numero }) => numero === bourse.axe)?.id;
    if (!axeId) throw new Error(`The fund has no axis ${bourse.axe}`);
    const { departement, nom, montant } = bourse;
    const territoire = departement
      ? ({ type: 'departement', code: departement } as const)
      : ({ type: 'national' } as const);
    const existing = known.find((one) => one.axeId === axeId && one.annee === 2021 && sameTerritoire(one, departement));
    const id = existing?.id ?? orThrow(await openEnveloppe(then, agent, { axeId, annee: 2021, nom, territoire }));
    if (!existing || existing.soldes.autorise === 0) {
      const credits = { enveloppeId: id, montant, motif: 'Ouverture du programme', autorite: 'Plan France Relance' };
      orThrow(await authoriseCredits(then, agent, credits));
    }
    opened.set(departement ? `${bourse.axe} ${departement}` : String(bourse.axe), id);
  }
  return opened;
}

/** An axis has one enveloppe a year and a territory. */
function sameTerritoire({ territoire }: EnveloppeListee, departement: string | undefined): boolean {
  if (territoire.type === 'national') return departement === undefined;
  return territoire.type === 'departement' && territoire.code === departement;
}

function boursesOf(departements: readonly string[]): readonly Bourse[] {
  const [axe1, axe2, axe3] = AXES;
  const volet1 = multiplyMontant(ENVELOPPE_DEPARTEMENTALE, ratio(departements.length, 1), 'down');
  return [
    { axe: 1, nom: 'Outils communs', montant: axe1 },
    { axe: 2, nom: 'Guichet national', montant: axe2 },
    { axe: 3, nom: 'Volet 2', montant: subtractMontants(axe3, volet1) },
    ...departements.map((departement) => ({
      axe: 3,
      nom: 'Volet 1',
      departement,
      montant: ENVELOPPE_DEPARTEMENTALE,
    })),
  ];
}
