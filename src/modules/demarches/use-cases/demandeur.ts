import { Forbidden } from '../../../platform/errors.ts';
import type { Demandeur } from '../../comptes/index.ts';
import { mayAsk, mayFollow } from '../policies.ts';

/** @throws Forbidden when their role in the organisation does not let them begin, fill in, deposit or write */
export function assertMayAsk(demandeur: Demandeur): void {
  if (!mayAsk(demandeur)) throw new Forbidden(`Votre rôle ne permet pas de faire une demande${auNomDe(demandeur)}.`);
}

/** @throws Forbidden when their role in the organisation does not even let them read what it asks */
export function assertMayFollow(demandeur: Demandeur): void {
  if (!mayFollow(demandeur))
    throw new Forbidden(`Votre rôle ne permet pas de lire les demandes faites${auNomDe(demandeur)}.`);
}

function auNomDe({ pour }: Demandeur): string {
  return pour.type === 'organisation' ? ` au nom de ${pour.organisation.nom}` : '';
}
