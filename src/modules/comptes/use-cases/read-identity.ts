import { z } from 'zod';
import { type AgentIdentite, parseAgentIdentite } from '../domain/agent-identite.ts';
import { type IdentiteCertifiee, parseIdentite } from '../domain/identite-pivot.ts';
import { ConnexionRefusee } from '../domain/securite.ts';

export type IdentiteLue =
  | { readonly type: 'usager'; readonly identite: IdentiteCertifiee }
  | { readonly type: 'agent'; readonly agent: AgentIdentite };

/** @throws ConnexionRefusee when what makes a person is missing or unreadable */
export function readIdentity(
  fournisseur: 'franceconnect' | 'proconnect',
  userinfo: Readonly<Record<string, unknown>>,
): IdentiteLue {
  try {
    return fournisseur === 'franceconnect'
      ? { type: 'usager', identite: parseIdentite(userinfo) }
      : { type: 'agent', agent: parseAgentIdentite(userinfo) };
  } catch (error) {
    if (error instanceof z.ZodError) throw new ConnexionRefusee('identite_illisible');
    throw error;
  }
}
