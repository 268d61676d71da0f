import type { Demandeur } from '../../comptes/index.ts';
import type { SourceOrganisation } from '../domain/source.ts';
import {
  type MembreDEssai,
  type OrganisationDEssai,
  openTestMoteur,
  petiteDemarche,
  type TestMoteur,
} from './moteur.ts';

/** A commune asks, by several of its agents; its grouping instructs; a third one has nothing to see. */
export type MondeDuPorteur = {
  readonly essai: TestMoteur;
  readonly commune: OrganisationDEssai;
  readonly epci: OrganisationDEssai;
  readonly camille: MembreDEssai;
  readonly yann: MembreDEssai;
  readonly instructrice: MembreDEssai;
  readonly etranger: MembreDEssai;
  /** Asks for herself. */
  readonly usager: Demandeur;
};

/** Both the commune and the grouping offer « concours » to organisations, « pour-tous », and « pour-soi » to people. */
export async function openMondeDuPorteur(): Promise<MondeDuPorteur> {
  const essai = await openTestMoteur([identite]);
  const commune = await essai.organisation('flayat', '212308100');
  const epci = await essai.organisation('grand-poitiers', '200069854');
  const tiers = await essai.organisation('creuse', '222309627');
  const camille = await essai.membre(commune, 'Camille', ['administrateur', 'instructeur', 'valideur']);
  const yann = await essai.membre(commune, 'Yann', ['gestionnaire']);
  const instructrice = await essai.membre(epci, 'Lucile', ['administrateur', 'instructeur', 'valideur']);
  const etranger = await essai.membre(tiers, 'Patrice', ['administrateur', 'instructeur', 'valideur']);
  const usager = await essai.usager('Sophie');
  for (const organisation of [commune, epci]) {
    await essai.publier(organisation, 'concours', petiteDemarche('organisations'));
    await essai.publier(organisation, 'pour-tous', petiteDemarche('tous'));
    await essai.publier(organisation, 'pour-soi', petiteDemarche('personnes'));
  }
  return { essai, commune, epci, camille, yann, instructrice, etranger, usager };
}

const identite: SourceOrganisation = {
  id: 'organisation.identite',
  pour: 'organisations',
  nom: 'la liste',
  presentation: 'Le nom',
  donnees: ['nom'],
  fetch: async ({ porteur, now }) => ({
    etat: 'obtenue',
    phrase: 'Connue.',
    fournisseur: 'la liste',
    le: now.toString(),
    donnees: { nom: porteur.nom },
  }),
};
