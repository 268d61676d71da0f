import { z } from 'zod';
import type { Task } from '../../../platform/jobs/task.ts';
import { formatInstant } from '../../../values/format-instant.ts';

/** Which way to sign in was removed: its kind, never an address, since a job's payload is stored. */
const payload = z.object({
  personneId: z.uuid(),
  fournisseur: z.enum(['franceconnect', 'proconnect', 'lien']),
  at: z.iso.datetime(),
});

export type CourrierConnexion = z.infer<typeof payload>;

/** Tells the holder of an account that it opens one way less. Its `run` is in `envoyer-courrier-connexion.ts`. */
export const courrierConnexion = {
  name: 'courrier-connexion',
  parse: (value) => payload.parse(value),
} satisfies Pick<Task<CourrierConnexion>, 'name' | 'parse'>;

export function texteDuRetrait(
  publicUrl: string,
  { fournisseur, at }: Pick<CourrierConnexion, 'fournisseur'> & { readonly at: Temporal.Instant },
): { readonly subject: string; readonly text: string } {
  const text = [
    'Bonjour,',
    `Le ${formatInstant(at)}, ${NOMS[fournisseur]} a été retiré des façons d’ouvrir votre compte sur ${publicUrl}. Les sessions ouvertes ainsi sont fermées.`,
    'Si c’est vous, il n’y a rien à faire.',
    `Si ce n’est pas vous, connectez-vous sans attendre d’une autre façon, et regardez ce qui ouvre encore votre compte\u00a0:\n${publicUrl}/compte/connexions`,
    'Si vous n’y arrivez plus, prévenez la collectivité qui traite vos demandes, et changez le mot de passe de cette messagerie.',
  ].join('\n\n');
  return { subject: 'Votre compte s’ouvre d’une façon de moins', text };
}

const NOMS = {
  franceconnect: 'FranceConnect',
  proconnect: 'ProConnect',
  lien: 'un lien reçu par courriel',
} as const;
