import type { SourcePersonne } from '../../demarches/index.ts';

/** The identity that FranceConnect just certified: asked to nobody, already there. */
export const identiteFranceConnect: SourcePersonne = {
  id: 'franceconnect.identite',
  pour: 'personnes',
  nom: 'FranceConnect',
  presentation: 'Votre identité',
  donnees: ['nom', 'prenoms', 'dateNaissance', 'nomUsage', 'sexe'],
  scopes: [],
  async fetch({ pivot, now }) {
    return {
      etat: 'obtenue',
      phrase: 'Votre identité a été transmise par FranceConnect.',
      fournisseur: 'FranceConnect',
      le: now.toString({ smallestUnit: 'second' }),
      donnees: {
        nom: pivot.nomNaissance,
        prenoms: [...pivot.prenoms],
        dateNaissance: pivot.dateNaissance,
        ...(pivot.nomUsage ? { nomUsage: pivot.nomUsage } : {}),
        ...(pivot.sexe ? { sexe: pivot.sexe === 'feminin' ? 'F' : 'M' } : {}),
      },
    };
  },
};
