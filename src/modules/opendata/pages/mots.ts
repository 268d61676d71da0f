import type { Ton } from '../../../platform/html/index.ts';
import type { Gravite } from '../domain/defaut.ts';
import type { StatutImport } from '../storage/tables.ts';

/** What pages call a state, and how they show it. */
export const STATUTS: Readonly<Record<StatutImport, { readonly text: string; readonly ton: Ton }>> = {
  en_cours: { text: 'En cours', ton: 'info' },
  termine: { text: 'Terminé', ton: 'succes' },
  refuse: { text: 'Refusé', ton: 'erreur' },
};

export const GRAVITES: Readonly<Record<Gravite, { readonly text: string; readonly ton: Ton }>> = {
  erreur: { text: 'Rejetée', ton: 'erreur' },
  reparation: { text: 'Corrigé', ton: 'succes' },
  alerte: { text: 'À vérifier', ton: 'attention' },
};
