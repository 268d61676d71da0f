import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ConnexionRefusee } from '../domain/securite.ts';
import {
  findPersonneByIdentite,
  findTraits,
  insertIdentite,
  insertPersonne,
  lockIdentite,
  touchIdentite,
} from '../storage/personnes.ts';

/** The account key: nothing else designates a person, least of all an e-mail. */
export type CleDeCompte = { readonly issuer: string; readonly sub: string; readonly type: 'usager' | 'agent' };

/**
 * The person of an account key, made at the first sign-in. Two first sign-ins at once make one person.
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
  const { issuer, sub } = cle;
  let id = await findPersonneByIdentite(tx, issuer, sub);
  if (!id) {
    await lockIdentite(tx, issuer, sub);
    id = (await findPersonneByIdentite(tx, issuer, sub)) ?? (await newPersonne(tx, noyau, cle));
  }
  if (traits) {
    const known = await findTraits(tx, issuer, sub);
    if (known && !known.equals(traits)) throw new ConnexionRefusee('identite_changee');
  }
  await touchIdentite(tx, { issuer, sub }, noyau.clock.now(), traits);
  return id;
}

async function newPersonne(tx: Tx, noyau: Noyau, { issuer, sub, type }: CleDeCompte): Promise<string> {
  const id = newId<'Personne'>(noyau.clock, noyau.random);
  await insertPersonne(tx, id, type);
  await insertIdentite(tx, issuer, sub, id);
  return id;
}
