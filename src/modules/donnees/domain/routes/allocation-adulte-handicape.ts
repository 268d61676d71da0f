import { prestation } from './prestations.ts';

/** AAH. */
export const allocationAdulteHandicape = prestation({
  id: 'allocation_adulte_handicape',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Si vous recevez l’allocation aux adultes handicapés (AAH), et depuis quand',
  scopes: ['allocation_adulte_handicape'],
});
