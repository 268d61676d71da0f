import { Tag } from '../../../platform/html/index.ts';
import { LIBELLES, type Statut } from '../domain/statut.ts';
import { tonOf } from './ton-of-statut.ts';

type EtatProps = { readonly statut: Statut; readonly correctionDemandeeAt: Temporal.Instant | null };

/** The state of a dossier, the same in every list and on its own page: a correction that is awaited comes first. */
export function EtatDossier({ statut, correctionDemandeeAt }: EtatProps) {
  return correctionDemandeeAt ? (
    <Tag text="Correction demandée" ton="attention" />
  ) : (
    <Tag text={LIBELLES[statut].tag} ton={tonOf(statut)} />
  );
}

/** What comes next, for who asks: nothing that they could do is left unsaid. Empty once it is decided. */
export function suiteDuDossier({ statut, correctionDemandeeAt }: EtatProps, organisation: string): string {
  if (correctionDemandeeAt) return '';
  switch (statut) {
    case 'en_construction':
      return `${organisation} a reçu votre demande. Vous n’avez rien à faire\u00a0: un courriel vous préviendra.`;
    case 'en_instruction':
      return `Un agent examine votre demande. Vous n’avez rien à faire\u00a0: un courriel vous préviendra.`;
    default:
      return '';
  }
}
