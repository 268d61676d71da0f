import type { Tx } from '../../../platform/db/database.ts';
import type { Demandeur } from '../../comptes/index.ts';
import { type Acteur, append, type EntryId, type Json } from '../../journal/index.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';

export type FaitDossier = {
  readonly acteur: Acteur;
  readonly dossier: Pick<Dossier, 'id' | 'organisationId' | 'usagerId' | 'porteurId'>;
  readonly type: string;
  /** Made beforehand when it is written elsewhere too (see `Fact`). */
  readonly id?: EntryId;
  /** Ids, counts and salted digests: never personal data in clear. */
  readonly contenu: { readonly [cle: string]: Json };
};

/** Writes a fact about a dossier, readable by its organisation and by who asks: a person, or an organisation as a whole. @returns the id of the entry. */
export function journaliser(tx: Tx, moteur: Pick<Moteur, 'clock' | 'random'>, fait: FaitDossier): Promise<string> {
  return append(tx, moteur, {
    ...(fait.id ? { id: fait.id } : {}),
    acteur: fait.acteur,
    organisation: fait.dossier.organisationId,
    sujet: { type: 'dossier', id: fait.dossier.id },
    type: fait.type,
    contenu: fait.contenu,
    lecteurs: [fait.dossier.porteurId ?? fait.dossier.usagerId],
  });
}

/**
 * Writes what the asking side did: the actor is who acts, always called `usager` here, whatever they sign in with. In
 * whose name they act stands in the content, when it is not their own.
 */
export function journaliserDemande(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  fait: Omit<FaitDossier, 'acteur'>,
): Promise<string> {
  return journaliser(tx, moteur, {
    ...fait,
    acteur: { type: 'usager', id: demandeur.personneId },
    contenu: { ...fait.contenu, ...auNomDe(demandeur) },
  });
}

function auNomDe({ pour }: Demandeur): { readonly [cle: string]: Json } {
  if (pour.type === 'organisation') return { porteur: pour.organisation.id };
  return pour.mandat ? { mandat: pour.mandat.id } : {};
}
