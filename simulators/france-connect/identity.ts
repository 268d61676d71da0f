import { createHash } from 'node:crypto';
import type { Claims } from '../oidc/jwt.ts';
import type { Particulier } from '../people.ts';

/** Every claim that FranceConnect may give about somebody. A missing e-mail or place of birth is simply absent. */
export function claimsOf({ etatCivil, courriel, dateNaissanceFournisseur }: Particulier): Claims {
  return {
    given_name: etatCivil.prenoms.join(' '),
    given_name_array: [...etatCivil.prenoms],
    family_name: etatCivil.nom,
    birthdate: etatCivil.dateNaissance,
    gender: etatCivil.sexe === 'F' ? 'female' : 'male',
    birthcountry: etatCivil.paysNaissance,
    idp_birthdate: dateNaissanceFournisseur ?? etatCivil.dateNaissance,
    idp_id: '9c716f61-b8a1-435c-a407-ef4d677ec270',
    ...(etatCivil.communeNaissance && { birthplace: etatCivil.communeNaissance.code }),
    ...(etatCivil.nomUsage && { preferred_username: etatCivil.nomUsage }),
    ...(courriel && { email: courriel }),
  };
}

/**
 * The pairwise subject: 64 hexadecimal digits and `v1`, from the service and from the whole civil status, so that it
 * changes when somebody's civil status changes, as it does at FranceConnect.
 *
 * It depends on nothing else: the same person always comes back to the same service under the same subject, even after
 * the simulator's state was deleted. Demonstration data may therefore be prepared for somebody who never signed in.
 */
export function franceConnectSub({ etatCivil }: Particulier, clientId: string): string {
  const identity = [
    etatCivil.prenoms.join(' '),
    etatCivil.nom,
    etatCivil.dateNaissance,
    etatCivil.sexe,
    etatCivil.communeNaissance?.code ?? '',
    etatCivil.paysNaissance,
  ].join('\n');
  const identityHash = createHash('sha256').update(identity).digest('hex');
  return `${createHash('sha256').update(`${clientId}\n${identityHash}\nsimulateur`).digest('hex')}v1`;
}
