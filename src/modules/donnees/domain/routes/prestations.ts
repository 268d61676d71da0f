import { z } from 'zod';
import {
  type ContexteLecture,
  dataOf,
  feuille,
  jour,
  type Lecture,
  lue,
  notAfter,
  refusIdentite,
  sansVides,
} from '../lecture.ts';
import { ETAT_CIVIL_DSS, type RouteApi, UNE_HEURE } from '../route.ts';

/** Whether somebody receives a benefit. A « no » is an answer too: it is a 200, never a 404. */
export type Prestation = {
  readonly beneficiaire: boolean;
  /** `AAAA-MM-JJ`. */
  readonly depuis?: string;
  readonly majoration?: boolean;
  readonly participation?: boolean;
};

type Benefit = {
  readonly id: string;
  readonly detenteur: string;
  readonly presentation: string;
  readonly scopes: readonly string[];
  readonly extra?: 'avec_majoration' | 'avec_participation';
};

/** What the RSA, the AAH, the ASF, the prime d’activité and the C2S have in common: all but their names. */
export function prestation({ id, extra, ...rest }: Benefit): RouteApi<Prestation> {
  const [scope = '', more] = rest.scopes;
  return {
    ...rest,
    ...(extra && more
      ? {
          parties: [
            { donnees: [...BASE], scopes: [scope] },
            { donnees: [NAMES[extra]], scopes: [more] },
          ],
        }
      : {}),
    id,
    fournisseur: 'dss',
    chemins: { france_connect: `/v3/dss/${id}/france_connect`, identite: `/v3/dss/${id}/identite` },
    etatCivil: ETAT_CIVIL_DSS,
    cacheSecondes: UNE_HEURE,
    donnees: [...BASE, ...(extra ? [NAMES[extra]] : [])],
    lire: (body, contexte) => lire(body, contexte, extra),
  };
}

const BASE = ['beneficiaire', 'depuis'] as const;
const NAMES = { avec_majoration: 'majoration', avec_participation: 'participation' } as const;

const schema = z.object({
  est_beneficiaire: feuille(z.boolean()),
  date_debut_droit: feuille(jour),
  avec_majoration: feuille(z.boolean()),
  avec_participation: feuille(z.boolean()),
});

function lire(body: unknown, contexte: ContexteLecture, extra: Benefit['extra']): Lecture<Prestation> {
  const data = dataOf(schema, body);
  if (!data) return { type: 'illisible' };
  const refus = refusIdentite(undefined, contexte);
  if (refus) return refus;
  const { est_beneficiaire: beneficiaire } = data;
  if (beneficiaire === undefined || beneficiaire === null) return { type: 'masquee' };
  // Who receives nothing has no date and no supplement: an answer that says both is half wrong, and the « no » is kept.
  if (!beneficiaire) return lue({ beneficiaire });
  const more = extra ? { [NAMES[extra]]: data[extra] } : {};
  return lue({
    beneficiaire,
    ...sansVides({ depuis: notAfter(data.date_debut_droit, contexte.aujourdhui), ...more }),
  });
}
