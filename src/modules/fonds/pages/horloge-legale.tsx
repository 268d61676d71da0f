import { Multiline, Tag, Timeline, type Ton } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import { ECHEANCES, isOuverte, type QuelleEcheance } from '../domain/echeances.ts';
import type { Instruction, Prolongation } from '../storage/instruction.ts';
import { urgence } from './mots-candidature.ts';

export type HorlogeProps = {
  readonly instruction: Instruction;
  readonly prolongations: readonly Prolongation[];
  readonly aujourdhui: Jour;
};

export const HORLOGE_LEGALE = 'Horloge légale';

/** The due dates of the law, as the agent reads them. */
export function HorlogeLegale(props: HorlogeProps) {
  return (
    <>
      <h2>{HORLOGE_LEGALE}</h2>
      <Echeancier {...props} />
    </>
  );
}

/** What is due, when, and what silence does: the same words for who asks and for who answers. */
export function Echeancier({ instruction, prolongations, aujourdhui }: HorlogeProps) {
  const recue = jourFromInstant(instruction.depositedAt);
  const { recevableAvant, decisionAvant, recevabiliteLe, decideeLe } = instruction;
  return (
    <>
      {instruction.fictif && <p class="muted">Elle ne court pas pour une demande fictive.</p>}
      <Timeline
        events={[
          {
            title: 'Demande reçue',
            when: formatJour(recue),
            datetime: recue,
            children: <p class="muted">Le projet peut commencer dès ce jour (décret n° 2018-514, art. 5).</p>,
          },
          etapeOf('recevabilite', { le: recevableAvant, faiteLe: recevabiliteLe, instruction, aujourdhui }),
          ...prolongations.map(({ createdAt, jusquau, motif }) => {
            const day = jourFromInstant(createdAt);
            return {
              title: `Délai prolongé jusqu’au ${formatJour(jusquau)}`,
              when: formatJour(day),
              datetime: day,
              children: <Multiline>{motif}</Multiline>,
            };
          }),
          etapeOf('decision', { le: decisionAvant, faiteLe: decideeLe, instruction, aujourdhui }),
        ]}
      />
    </>
  );
}

type Etape = {
  readonly le: Jour;
  /** Answered, or decided; null while it is not. */
  readonly faiteLe: Jour | null;
  readonly instruction: Instruction;
  readonly aujourdhui: Jour;
};

function etapeOf(quoi: QuelleEcheance, { le, faiteLe, instruction, aujourdhui }: Etape) {
  const { nom, silence, texte } = ECHEANCES[quoi];
  const ouverte = isOuverte(instruction) && faiteLe === null && !instruction.fictif;
  const tag: { readonly text: string; readonly ton: Ton } | undefined = ouverte
    ? urgence(le, aujourdhui)
    : faiteLe
      ? { text: `Fait le ${formatJour(faiteLe, 'short')}`, ton: 'succes' }
      : undefined;
  return {
    title: nom,
    when: `Avant le ${formatJour(le)} inclus`,
    datetime: le,
    state: ouverte ? ('a-venir' as const) : ('passe' as const),
    children: (
      <>
        {tag && (
          <p>
            <Tag {...tag} />
          </p>
        )}
        {ouverte && (
          <p class="muted">
            {silence} {texte}.
          </p>
        )}
      </>
    ),
  };
}
