import { prestation } from './prestations.ts';

export const primeActivite = prestation({
  id: 'prime_activite',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Si vous recevez la prime d’activité, et depuis quand',
  scopes: ['prime_activite', 'prime_activite_majoration'],
  extra: 'avec_majoration',
});
