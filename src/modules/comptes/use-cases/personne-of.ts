import type { Tx } from '../../../platform/db/database.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ConnexionRefusee } from '../domain/securite.ts';
import {
  type IdentiteUtilisee,
  insertIdentite,
  insertPersonne,
  lockIdentite,
  saveTraits,
  touchIdentite,
} from '../storage/personnes.ts';

/** The account key: nothing else designates a person, least of all an e-mail. */
export type CleDeCompte = { readonly issuer: string; readonly sub: string; readonly type: 'usager' | 'agent' };

/**
 * The person of an account key, made at the first sign-in. Two first sign-ins at once make one person; the key is held
 * until the transaction ends, so that a merge of accounts comes wholly before or wholly after.
 *
 * @param traits what cannot change under this key, where something cannot. Only its digest is kept; one made under a
 *   secret that is gone can be compared with nothing, and is made again
 * @throws ConnexionRefusee when it has: the answer is about somebody else
 */
export async function personneOf(
  tx: Tx,
  noyau: Noyau,
  cle: CleDeCompte,
  traits?: { readonly sceau: Seal; readonly texte: string },
): Promise<Reconnue> {
  const used = (await touchIdentite(tx, cle, noyau.clock.now())) ?? (await firstUse(tx, noyau, cle));
  const reconnue = { personneId: used.personneId, identiteId: used.id };
  if (!traits) return reconnue;
  const same = used.traits ? traits.sceau.compare(traits.texte, used.traits) : 'inconnu';
  if (same === 'autre') throw new ConnexionRefusee('identite_changee');
  if (same === 'inconnu') await saveTraits(tx, cle, traits.sceau.digest(traits.texte));
  return reconnue;
}

/** Who it is here, and by which way they came. */
export type Reconnue = { readonly personneId: string; readonly identiteId: string };

async function firstUse(tx: Tx, noyau: Noyau, cle: CleDeCompte): Promise<IdentiteUtilisee> {
  await lockIdentite(tx, cle.issuer, cle.sub);
  const meanwhile = await touchIdentite(tx, cle, noyau.clock.now());
  if (meanwhile) return meanwhile;
  const personneId = newId<'Personne'>(noyau.clock, noyau.random);
  await insertPersonne(tx, personneId, cle.type);
  const id = await insertIdentite(tx, cle, personneId);
  return { id, personneId, traits: null };
}
