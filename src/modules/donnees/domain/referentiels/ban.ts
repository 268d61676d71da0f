import { z } from 'zod';
import { normaliseName } from '../../../../values/names.ts';
import { feuille, liste, sansVides, texte } from '../lecture.ts';

/** An address of the Base adresse nationale. */
export type AdresseBan = {
  /** Its key there (`cle_interop`): « 86194_6440_00008 ». */
  readonly id: string;
  readonly label: string;
  /** How well it answers the question, from 0 to 1. A low one is not an error: nothing looked more like it. */
  readonly score: number;
  readonly type: 'housenumber' | 'street' | 'locality' | 'municipality';
  readonly numero?: string;
  /** The way, or the place where ways have no name. */
  readonly voie: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly codeCommune: string;
  readonly position: { readonly lon: number; readonly lat: number };
};

/** Reads a GeocodeJSON answer. Items that are not addresses of the shape above are left out. */
export function lireAdresses(body: unknown): readonly AdresseBan[] | undefined {
  const read = collection.safeParse(body);
  if (!read.success || !read.data.features) return undefined;
  return read.data.features.map(({ geometry: { coordinates }, properties }) => {
    const { id, label, score, type, name, street, housenumber, postcode, city, citycode } = properties;
    const [lon, lat] = coordinates;
    return sansVides({
      id,
      label,
      score,
      type,
      numero: housenumber,
      voie: street ?? name,
      codePostal: postcode,
      commune: city,
      codeCommune: citycode,
      position: { lon, lat },
    }) as AdresseBan;
  });
}

export type AdresseEcrite = {
  readonly numero?: string;
  readonly voie: string;
  readonly codePostal: string;
  readonly commune: string;
};

/** Below, the words differ by more than an accent or an abbreviation. */
const SUR = 0.8;

/**
 * The address that this one surely is: well matched, same postcode, same number, and nothing else as good elsewhere.
 * Rather nothing than a neighbour.
 */
export function adresseSure(ecrite: AdresseEcrite, candidates: readonly AdresseBan[]): AdresseBan | undefined {
  const [best, next] = candidates.toSorted((a, b) => b.score - a.score);
  if (!best || best.score < SUR || best.codePostal !== ecrite.codePostal) return undefined;
  if (next && next.score === best.score && next.id !== best.id) return undefined;
  const numero = ecrite.numero ?? numeroDans(ecrite.voie);
  if (best.type === 'housenumber') return cle(best.numero) === cle(numero) ? best : undefined;
  // A way stands for its addresses only when none of them was meant: « Rue du 11 Novembre » holds a number of its own.
  const whole = best.type === 'street' || best.type === 'locality';
  return whole && (numero === undefined || (!ecrite.numero && cle(best.voie).includes(cle(numero)))) ? best : undefined;
}

/** Some write, as family funds do, the number with the way: « 14 RUE DES FEUILLANTS ». */
function numeroDans(voie: string): string | undefined {
  return /^(\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?)\b/iu.exec(voie)?.[1];
}

/** « 8 bis » is « 8bis ». */
function cle(numero: string | undefined): string {
  return normaliseName(numero ?? '').replace(/\s/g, '');
}

/** Longest text that the service takes (`QUERY_MAX_LENGTH` of addok). */
const Q_MAX = 200;

/**
 * What may be asked: 3 to 200 characters, and first a letter or a digit, as the Géoplateforme demands.
 *
 * @returns undefined when nothing is left to ask
 */
export function questionBan(text: string): string | undefined {
  const clean = text.replace(/\s+/gu, ' ').replace(/^[^\p{L}\p{N}]+/u, '');
  const q = [...clean].slice(0, Q_MAX).join('').trim();
  return q.length < 3 ? undefined : q;
}

const feature = z.object({
  // GeoJSON: longitude first.
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  }),
  properties: z.object({
    id: texte,
    label: texte,
    score: z
      .number()
      .min(0)
      .transform((score) => Math.min(score, 1)),
    type: z.enum(['housenumber', 'street', 'locality', 'municipality']),
    name: texte,
    street: feuille(texte),
    housenumber: feuille(texte),
    postcode: z.string().regex(/^\d{5}$/),
    city: texte,
    citycode: z.string().regex(/^(\d{2}|2[AB])\d{3}$/),
  }),
});

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: liste(feature),
});
