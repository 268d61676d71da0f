import {
  findOrganisationBySlug,
  mentionsOf,
  parseMentions,
  SANS_MENTIONS,
  writeMentions,
} from '../modules/comptes/index.ts';
import type { Etape } from './etapes.ts';

/** What Poitiers says of itself on its pages: who helps, at the foot of each. The telephone is one kept for fiction. */
export const prepareMentions: Etape['prepare'] = async (noyau) => async (tx) => {
  const organisation = await findOrganisationBySlug(tx, 'poitiers');
  if (!organisation) throw new Error('The demonstration has no organisation poitiers');
  const written = Object.keys(mentionsOf(organisation)).length > Object.keys(SANS_MENTIONS).length;
  const mentions = parseMentions(MENTIONS);
  if (!mentions.ok) throw new Error('The mentions of the demonstration are refused');
  // A folder of an earlier version may hold what somebody wrote there.
  if (written) return;
  await writeMentions(tx, noyau, organisation, mentions.value, { type: 'systeme', id: 'parvis' });
};

const MENTIONS = {
  courriel: 'accueil@poitiers.exemple.test',
  telephone: '05 36 49 01 01',
  adresse: 'Hôtel de ville\n86000 Poitiers',
  directeur: 'Le maire de Poitiers',
  hebergeur: 'Cette démonstration, sur l’ordinateur où elle tourne',
  dpo: 'dpo@poitiers.exemple.test',
  accessibilite: 'non',
};
