import { prestation } from './prestations.ts';

/** C2S. */
export const complementaireSanteSolidaire = prestation({
  id: 'complementaire_sante_solidaire',
  detenteur: 'l’Assurance maladie',
  presentation: 'Si vous avez la complémentaire santé solidaire (C2S), avec ou sans participation',
  scopes: ['complementaire_sante_solidaire'],
  extra: 'avec_participation',
});
