import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Siret } from '../../../values/siret.ts';
import type { EtatPublication } from '../domain/publication.ts';
import { findAttribuant } from '../storage/editions.ts';
import { publiables } from '../storage/publiables.ts';
import { describePublication, type PublicationDecrite } from './describe-publication.ts';

export type FiltrePublications = EtatPublication | 'impossible';

export type TableauDePublication = {
  /** Null while nobody gave it: what can be published is not known without it. */
  readonly siret: Siret | null;
  readonly nombres: Readonly<Record<FiltrePublications, number>>;
  /** The most pressing first: what is late, then what is near, each by its deadline; what is done comes last. */
  readonly lignes: readonly PublicationDecrite[];
};

/**
 * Where the open data of a fund stands, agreement by agreement. All of them are looked at each time: a fund signs some
 * thousands, and what is late must never be on a page that nobody turned.
 */
export async function listPublications(
  tx: Tx,
  organisation: { readonly id: string; readonly nom: string },
  aujourdhui: Jour,
): Promise<TableauDePublication> {
  const siret = await findAttribuant(tx, organisation.id);
  const attribuant = { nom: organisation.nom, siret: siret ?? EN_ATTENTE };
  const lignes: PublicationDecrite[] = [];
  const nombres = { en_retard: 0, bientot: 0, a_publier: 0, a_mettre_a_jour: 0, publiee: 0, impossible: 0 };
  for await (const batch of publiables(tx, { organisationId: organisation.id })) {
    for (const one of batch) {
      const decrite = describePublication(one, attribuant, aujourdhui);
      lignes.push(decrite);
      nombres[decrite.etat] += 1;
      if (!decrite.texte.ok) nombres.impossible += 1;
    }
  }
  return { siret, nombres, lignes: lignes.toSorted(parUrgence) };
}

/** Stands for the one that is missing, so that only what else is wrong is told of each agreement. */
const EN_ATTENTE = '13002526500013' as Siret;

const RANGS: Readonly<Record<EtatPublication, number>> = {
  en_retard: 0,
  bientot: 1,
  a_mettre_a_jour: 2,
  a_publier: 3,
  publiee: 4,
};
const LOINTAINE = '9999-12-31';

function parUrgence(a: PublicationDecrite, b: PublicationDecrite): number {
  const [left = '', right = ''] = [a, b].map(
    ({ etat, echeance, publiable }) => `${RANGS[etat]} ${echeance ?? LOINTAINE} ${publiable.id}`,
  );
  return left < right ? -1 : 1;
}
