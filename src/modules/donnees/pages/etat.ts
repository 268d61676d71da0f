import type { Ton } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { finLaPlusProche, type Habilitation, NOMS_DES_ETATS, type Seuil } from '../domain/habilitation.ts';
import type { LigneHabilitation } from '../use-cases/list-habilitations.ts';

/** In a word, whether it serves. */
export function etatOf({ habilitation, empechement }: LigneHabilitation): { readonly text: string; readonly ton: Ton } {
  if (!empechement) return { text: 'En vigueur', ton: 'succes' };
  if (habilitation.enVigueur) return { text: 'Hors de ses dates', ton: 'erreur' };
  const sansSuite = ['revoquee', 'refusee', 'archivee'].includes(habilitation.etat);
  return { text: NOMS_DES_ETATS[habilitation.etat], ton: sansSuite ? 'erreur' : 'info' };
}

/** The end that comes, and what to do. */
export function avertissementOf(habilitation: Habilitation, titre: string, seuil: Seuil | undefined): string {
  const fin = finLaPlusProche(habilitation);
  const when = seuil === 0 ? 'a pris fin' : 'prend fin';
  return fin === habilitation.valableJusquau
    ? `L’habilitation de la démarche ${quote(titre)} ${when} le ${formatJour(fin)}. Renouvelez la demande sur DataPass${NBSP}: sans elle, rien n’est demandé à la place des usagers.`
    : `Le jeton de l’habilitation de la démarche ${quote(titre)} ${when} le ${formatJour(fin)}. Demandez-en un autre au fournisseur, puis enregistrez-le ici.`;
}
