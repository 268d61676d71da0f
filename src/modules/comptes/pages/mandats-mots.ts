import type { Ton } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import type { Mandat } from '../storage/mandats.ts';

/** Where a mandate stands, in a word or two. */
export const ETATS_MANDAT: Readonly<Record<Mandat['statut'], { readonly text: string; readonly ton: Ton }>> = {
  propose: { text: 'En attente', ton: 'info' },
  accepte: { text: 'En cours', ton: 'succes' },
  refuse: { text: 'Refusé', ton: 'neutre' },
  bloque: { text: 'Bloqué', ton: 'erreur' },
  revoque: { text: 'Arrêté', ton: 'neutre' },
  rendu: { text: 'Rendu', ton: 'neutre' },
  expire: { text: 'Expiré', ton: 'neutre' },
};

/** The name of the aidant once they are known; until then, where the link was sent. */
export function aidantDe({ mandataireNom, mandataireEmail }: Mandat): string {
  return mandataireNom || mandataireEmail || COMPTE_EFFACE;
}

/** The name of the person who is helped. */
export function aideDe({ mandantNom }: Mandat): string {
  return mandantNom || COMPTE_EFFACE;
}

const COMPTE_EFFACE = 'Compte effacé';

export function porteeDe({ limiteOrganisationNom }: Mandat): string {
  return limiteOrganisationNom ? `Les démarches de ${limiteOrganisationNom}` : 'Toutes les démarches';
}

/** « jusqu’au … », « à accepter avant le … », « terminé le … ». */
export function terme(mandat: Mandat): string {
  if (mandat.endedAt) return `Terminé le ${formatInstant(mandat.endedAt)}`;
  const jusque = formatInstant(mandat.echeance);
  return mandat.statut === 'propose' ? `À accepter avant le ${jusque}` : `Jusqu’au ${jusque}`;
}
