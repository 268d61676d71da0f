import { json, type Page } from '../../../platform/http/page.ts';
import { demandeurAccess } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';

/** A fast typist asks sixty times a minute, and several share the address of a school or a library. */
const PER_MINUTE = 300;

/**
 * What somebody who types an address may mean, for `web/adresse.ts`: the browser asks us and nobody else. Only for whoever
 * fills in a form, so that nobody spends what the Base adresse nationale grants to this installation.
 */
export function adressesPages({ referentiels }: Pick<Moteur, 'referentiels'>): readonly Page[] {
  return [
    {
      path: '/adresses',
      access: demandeurAccess,
      perMinute: PER_MINUTE,
      async GET({ query }) {
        const found = await referentiels.suggestions(query.get('q') ?? '');
        return json({
          adresses: found.map(({ label, numero, voie, codePostal, commune }) => ({
            label,
            ...(numero ? { numero } : {}),
            voie,
            codePostal,
            commune,
          })),
        });
      },
    },
  ];
}
