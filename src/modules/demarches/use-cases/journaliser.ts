import type { Tx } from '../../../platform/db/database.ts';
import { type Acteur, append, type Json } from '../../journal/index.ts';
import type { Moteur } from '../moteur.ts';

export type FaitDossier = {
  readonly acteur: Acteur;
  readonly dossier: { readonly id: string; readonly organisationId: string; readonly usagerId: string };
  readonly type: string;
  /** Ids, counts and salted digests: never personal data in clear. */
  readonly contenu: { readonly [cle: string]: Json };
};

/** Writes a fact about a dossier, readable by its organisation and by its usager. @returns the id of the entry. */
export function journaliser(tx: Tx, moteur: Moteur, fait: FaitDossier): Promise<string> {
  return append(tx, moteur, {
    acteur: fait.acteur,
    organisation: fait.dossier.organisationId,
    sujet: { type: 'dossier', id: fait.dossier.id },
    type: fait.type,
    contenu: fait.contenu,
    lecteurs: [fait.dossier.usagerId],
  });
}
