import { z } from 'zod';
import { texte } from './texte-recu.ts';

/** Who ProConnect says the agent is, and for which organisation it vouches. */
export type AgentIdentite = {
  readonly prenom: string;
  readonly nom: string;
  /** Lower case: compared with the invitation. */
  readonly email: string;
  /** First nine digits of the SIRET that ProConnect gives. */
  readonly siren: string;
};

const schema = z.object({
  given_name: texte,
  usual_name: texte,
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/),
  siret: z.string().regex(/^\d{14}$/),
});

/** @throws z.ZodError when a claim is missing: no session is opened then. */
export function parseAgentIdentite(userinfo: Readonly<Record<string, unknown>>): AgentIdentite {
  const read = schema.parse(userinfo);
  return { prenom: read.given_name, nom: read.usual_name, email: read.email, siren: read.siret.slice(0, 9) };
}
