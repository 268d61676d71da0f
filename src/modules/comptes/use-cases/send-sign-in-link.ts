import { safeRetour } from '../domain/retour.ts';
import { type Demande, LINK_LIFE, type OutilsDeLien, sendLien } from './send-lien.ts';

export type DemandeDeLien = Demande & {
  readonly retour: string;
  /** Proves a second account, rather than signing in. */
  readonly rapprochementId?: string;
};

/** Sends a link to sign in. The answer is the same whether the address has an account, has none, or was written to enough. */
export async function sendSignInLink(services: OutilsDeLien, demande: DemandeDeLien): Promise<void> {
  const usage = { retour: safeRetour(demande.retour), rapprochementId: demande.rapprochementId ?? null };
  await sendLien(services, demande, usage, (token) => ({
    subject: 'Votre lien de connexion',
    text: messageOf(services, token),
  }));
}

function messageOf({ publicUrl }: { readonly publicUrl: string }, token: string): string {
  return [
    'Bonjour,',
    `Pour vous connecter, ouvrez ce lien dans le navigateur où vous l’avez demandé\u00a0:\n${publicUrl}/connexion/lien/${token}`,
    `Il est valable ${LINK_LIFE} minutes et ne sert qu’une fois.`,
    'Si vous n’avez rien demandé, ne faites rien\u00a0: personne ne pourra se connecter.',
  ].join('\n\n');
}
