import { agents } from './people/agents.ts';
import { casParticuliers } from './people/cas-particuliers.ts';
import { foyersDeLAisneEtDeLaCreuse } from './people/foyers-aisne-creuse.ts';
import { foyersDePoitiers } from './people/foyers-poitiers.ts';
import type { Agent, Particulier } from './people/types.ts';

/** Everybody who can sign in with the FranceConnect simulator, in the order in which they are shown. */
export const particuliers: readonly Particulier[] = [
  ...foyersDePoitiers,
  ...foyersDeLAisneEtDeLaCreuse,
  ...casParticuliers,
];

export function findParticulier(id: string): Particulier | undefined {
  return particuliers.find((candidate) => candidate.id === id);
}

export function findAgent(id: string): Agent | undefined {
  return agents.find((candidate) => candidate.id === id);
}

/** `Camille Moreau`, for the pages of the simulators. */
export function displayName({ etatCivil }: Particulier): string {
  return `${etatCivil.prenoms[0]} ${etatCivil.nom}`;
}

export { agents } from './people/agents.ts';
export { organisations } from './people/organisations.ts';
export type { Agent, Enfant, EtatCivil, Foyer, Particulier } from './people/types.ts';
