import { type Access, json, type Page } from '../../../platform/http/page.ts';
import { demandeurAccess } from '../../comptes/index.ts';
import type { AdresseConnue, Point } from '../domain/referentiels.ts';
import type { Moteur } from '../moteur.ts';

/** A fast typist asks sixty times a minute, and several share the address of a school or a library. */
const PER_MINUTE = 300;
/** Each is a press of a button. */
const AUTOUR_PER_MINUTE = 30;

/** As for the search, but who is no longer signed in is refused: to come back later, what was sent would be kept. */
const autourAccess: Access = ({ principal }) => (principal.type === 'anonyme' ? 'interdit' : 'oui');

/**
 * What somebody who types an address may mean, for `web/adresse.ts`: the browser asks us and nobody else. Only for whoever
 * fills in a form, so that nobody spends what the Base adresse nationale grants to this installation.
 */
export function adressesPages({ referentiels, communes }: Pick<Moteur, 'referentiels' | 'communes'>): readonly Page[] {
  return [
    {
      path: '/adresses',
      access: demandeurAccess,
      perMinute: PER_MINUTE,
      async GET({ query }) {
        return json({ adresses: (await referentiels.suggestions(query.get('q') ?? '')).map(proposee) });
      },
    },
    {
      // By name or postcode, in the installed geographic code: nobody else is asked.
      path: '/adresses/communes',
      access: demandeurAccess,
      perMinute: PER_MINUTE,
      async GET({ query }) {
        const found = communes(query.get('q') ?? '');
        return json({
          communes: found.map(({ nom, codesPostaux: [codePostal] }) => ({
            nom,
            ...(codePostal ? { codePostal } : {}),
          })),
        });
      },
    },
    {
      path: '/adresses/autour',
      access: autourAccess,
      perMinute: AUTOUR_PER_MINUTE,
      // Where somebody is comes in the body, and goes nowhere but to the register: no address of a page holds it.
      async POST({ form }) {
        const point = parsePoint(form.get('lat'), form.get('lon'));
        if (!point) return json({ adresses: [] }, 422);
        const found = await referentiels.autour(point);
        return found ? json({ adresses: found.map(proposee) }) : json({ adresses: [] }, 503);
      },
    },
  ];
}

function proposee({ label, numero, voie, codePostal, commune }: AdresseConnue) {
  return { label, ...(numero ? { numero } : {}), voie, codePostal, commune };
}

const DEGRES = /^-?\d{1,3}(\.\d{1,7})?$/;

function parsePoint(lat: string, lon: string): Point | undefined {
  const point = { lat: Number(lat), lon: Number(lon) };
  const isOnEarth = Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180;
  return DEGRES.test(lat) && DEGRES.test(lon) && isOnEarth ? point : undefined;
}
