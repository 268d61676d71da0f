import type { Tx } from '../../../platform/db/database.ts';
import { findPersonne, membresOf } from '../../comptes/index.ts';
import { courrielDuDossier } from '../domain/courriel-du-dossier.ts';
import { mayAsk, mayFollow } from '../policies.ts';
import type { PourTexte } from './load-for-text.ts';

/**
 * Whom the mails of a dossier reach, each once. A person: at the address that they gave in it, or at that of their
 * account. An organisation: the address given, and its members who began or deposited the dossier, as long as they are
 * members who may read it; when none is left, all those who may go on with it.
 */
export async function destinataires(tx: Tx, texte: PourTexte): Promise<readonly string[]> {
  const { dossier, definition, reponses } = texte;
  const given = courrielDuDossier(definition, reponses);
  if (!dossier.porteurId) {
    const to = given ?? (await findPersonne(tx, dossier.usagerId))?.email;
    return to ? [to] : [];
  }
  const membres = (await membresOf(tx, dossier.porteurId)).map((membre) => ({
    ...membre,
    pour: { type: 'organisation', roles: membre.roles } as const,
  }));
  const authors = membres.filter(
    (membre) => mayFollow(membre) && [dossier.usagerId, dossier.deposantId].includes(membre.personneId),
  );
  const followers = authors.length > 0 ? authors : membres.filter(mayAsk);
  const addresses = [...(given ? [given] : []), ...followers.map(({ email }) => email)];
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
}
