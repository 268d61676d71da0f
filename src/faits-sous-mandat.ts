import type { FaitDecrit } from './modules/comptes/index.ts';
import type { Entry } from './modules/journal/index.ts';

/**
 * What was done in the name of a person, as they read it in their account: it crosses modules, so it is said here. A fact
 * that nobody named yet is shown all the same: nothing that an aidant did may be hidden.
 */
export function decrireFaitSousMandat({ type, sujet }: Pick<Entry, 'type' | 'sujet'>): FaitDecrit {
  const titre = TITRES[type] ?? 'Autre action en votre nom';
  return sujet.type === 'dossier' ? { titre, href: `/dossiers/${sujet.id}` } : { titre };
}

const TITRES: Readonly<Record<string, string>> = {
  'dossier.commence': 'Démarche commencée',
  'dossier.depose': 'Demande déposée',
  'dossier.corrige': 'Correction envoyée',
  'dossier.message': 'Message envoyé',
  'dossier.recours': 'Recours gracieux déposé',
  'dossier.abandonne': 'Brouillon supprimé',
};
