import type { Tx } from '../../../platform/db/database.ts';
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
 * @param traits digest of what cannot change under this key, where something cannot
 * @throws ConnexionRefusee when it has: the answer is about somebody else
 */
export async function personneOf(
  tx: Tx,
  noyau: Noyau,
  cle: CleDeCompte,
  traits: Buffer | null = null,
): Promise<string> {
  const used = (await touchIdentite(tx, cle, noyau.clock.now())) ?? (await firstUse(tx, noyau, cle));
  if (traits && used.traits && !used.traits.equals(traits)) throw new ConnexionRefusee('identite_changee');
  if (traits && !used.traits) await saveTraits(tx, cle, traits);
  return used.personneId;
}

async function firstUse(tx: Tx, noyau: Noyau, cle: CleDeCompte): Promise<IdentiteUtilisee> {
  await lockIdentite(tx, cle.issuer, cle.sub);
  const meanwhile = await touchIdentite(tx, cle, noyau.clock.now());
  if (meanwhile) return meanwhile;
  const personneId = newId<'Personne'>(noyau.clock, noyau.random);
  await insertPersonne(tx, personneId, cle.type);
  await insertIdentite(tx, cle, personneId);
  return { personneId, traits: null };
}
