import type { AppelOrganisation, SourceOrganisation } from '../../demarches/index.ts';
import { firstSiretOf } from '../domain/siret-siege.ts';

/**
 * The organisation that asks, as the official list knows it: ProConnect vouches that who acts is one of its agents.
 * `siret` is that of its first establishment, nearly always its seat: a démarche lets it be changed.
 */
export const identiteOrganisation: SourceOrganisation = {
  id: 'organisation.identite',
  pour: 'organisations',
  nom: 'ProConnect et le code officiel géographique',
  presentation: 'Le nom, le numéro SIREN et la commune de votre organisation',
  donnees: ['nom', 'siren', 'siret', 'type', 'commune'],
  async fetch({ porteur, now, communes }) {
    const commune = communeOf(porteur, communes);
    return {
      etat: 'obtenue',
      phrase: 'L’identité de votre organisation est connue.',
      fournisseur: 'ProConnect et le code officiel géographique',
      le: now.toString({ smallestUnit: 'second' }),
      donnees: {
        nom: porteur.nom,
        siren: porteur.siren,
        siret: { siret: firstSiretOf(porteur.siren), siren: porteur.siren },
        type: porteur.type,
        ...(commune ? { commune } : {}),
      },
    };
  },
};

/** Only a commune is one. Its postcode is given when it has a single one. */
function communeOf({ type, nom, codeInsee }: AppelOrganisation['porteur'], communes: AppelOrganisation['communes']) {
  const found = type === 'commune' ? communes(nom).find(({ code }) => code === codeInsee) : undefined;
  if (!found) return undefined;
  const [codePostal, ...others] = found.codesPostaux;
  return { code: found.code, nom: found.nom, ...(codePostal && others.length === 0 ? { codePostal } : {}) };
}
