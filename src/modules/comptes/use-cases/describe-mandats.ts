import { NotFound } from '../../../platform/errors.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Entry, entriesOfMandat, entriesOfSujet } from '../../journal/index.ts';
import { applyMandat } from '../domain/mandat.ts';
import { empreinteOf } from '../domain/token.ts';
import { findMandat, findOffer, type Mandat, mandatsGivenBy, mandatsHeldBy } from '../storage/mandats.ts';
import { findPersonne } from '../storage/personnes.ts';

/** The latest things done under one mandate that a page shows. */
const MOST_ACTES = 200;

export function describeMandatsGiven(noyau: Noyau, personneId: string): Promise<readonly Mandat[]> {
  return noyau.db.read({ personne: personneId }, (tx) => mandatsGivenBy(tx, personneId));
}

export function describeMandatsHeld(noyau: Noyau, personneId: string): Promise<readonly Mandat[]> {
  return noyau.db.read({ personne: personneId }, (tx) => mandatsHeldBy(tx, personneId, noyau.clock.now()));
}

export type MandatDecrit = {
  readonly mandat: Mandat;
  /** To be told to the aidant, as long as the offer waits. */
  readonly code?: string;
  /** What became of it, and what was done under it: the oldest first. */
  readonly faits: readonly Entry[];
};

/** A mandate as who gave it sees it. @throws NotFound when it is not theirs */
export async function describeMandat(
  noyau: Noyau & { readonly sceau: Seal },
  { personneId, mandatId }: { readonly personneId: string; readonly mandatId: string },
): Promise<MandatDecrit> {
  const [mandat, own, actes] = await noyau.db.read({ personne: personneId }, (tx) =>
    Promise.all([
      findMandat(tx, mandatId),
      entriesOfSujet(tx, { type: 'mandat', id: mandatId }),
      entriesOfMandat(tx, mandatId, MOST_ACTES),
    ]),
  );
  if (mandat?.mandantId !== personneId) throw new NotFound('');
  const code = mandat.codeScelle && isOpen(mandat, noyau) ? noyau.sceau.open(mandat.codeScelle) : undefined;
  const faits = [...own, ...actes].map(({ entry }) => entry).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return { mandat, faits, ...(code ? { code } : {}) };
}

export type Proposition =
  /** Too old, answered, taken back, or never made. */
  | { readonly type: 'perdue' }
  /** Whoever answers must be known, by FranceConnect. */
  | { readonly type: 'identite_a_prouver' }
  | { readonly type: 'a_soi_meme'; readonly mandatId: string }
  | { readonly type: 'ouverte'; readonly mandat: Mandat; readonly mandantCertifie: boolean };

/** What a link offers to who opened it. Nothing is said of the person before its reader is known. */
export function describeProposition(
  noyau: Noyau,
  { jeton, personneId }: { readonly jeton: string; readonly personneId: string | undefined },
): Promise<Proposition> {
  return noyau.db.read({ systeme: true }, async (tx): Promise<Proposition> => {
    const [mandat, lecteur] = await Promise.all([
      findOffer(tx, empreinteOf(jeton)),
      personneId ? findPersonne(tx, personneId) : undefined,
    ]);
    if (!mandat || !isOpen(mandat, noyau)) return { type: 'perdue' };
    if (!lecteur) return { type: 'identite_a_prouver' };
    if (mandat.mandantId === personneId) return { type: 'a_soi_meme', mandatId: mandat.id };
    if (!lecteur.identiteCertifiee) return { type: 'identite_a_prouver' };
    const mandant = await findPersonne(tx, mandat.mandantId);
    return { type: 'ouverte', mandat, mandantCertifie: mandant?.identiteCertifiee ?? false };
  });
}

function isOpen(mandat: Mandat, { clock }: Noyau): boolean {
  return applyMandat('accepter', 'mandataire', mandat, clock.now()).ok;
}
