import { prestation } from './prestations.ts';

/** RSA. */
export const revenuSolidariteActive = prestation({
  id: 'revenu_solidarite_active',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Si vous recevez le revenu de solidarité active (RSA), et depuis quand',
  scopes: ['revenu_solidarite_active', 'revenu_solidarite_active_majoration'],
  extra: 'avec_majoration',
});
