import { prestation } from './prestations.ts';

/** ASF. */
export const allocationSoutienFamilial = prestation({
  id: 'allocation_soutien_familial',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Si vous recevez l’allocation de soutien familial (ASF), et depuis quand',
  scopes: ['allocation_soutien_familial'],
});
