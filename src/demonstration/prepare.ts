import type { Moteur } from '../modules/demarches/index.ts';
import type { DonneesDeps } from '../modules/donnees/index.ts';
import { adoptCatalogue } from './demarches.ts';
import { followSimulators } from './emetteurs.ts';
import { adoptFondsDuCatalogue } from './fonds.ts';
import { prepareHabilitations } from './habilitations.ts';
import { installDemonstration, installOnce } from './index.ts';

/** What the demonstration was told of the systems around it. */
export type Alentours = {
  /** Those of the simulator of API Particulier, by number of request. */
  readonly jetons: ReadonlyMap<number, string>;
  readonly providers: Readonly<Record<string, { readonly issuer: string }>>;
};

/** Everything that a demonstration needs before it serves: the territory, its démarches, what they may ask. */
export async function prepareDemonstration(
  { moteur, donnees }: { readonly moteur: Moteur; readonly donnees: DonneesDeps },
  { jetons, providers }: Alentours,
  say: (line: string) => void,
): Promise<void> {
  await followSimulators(
    moteur.db,
    Object.values(providers).map(({ issuer }) => issuer),
  );
  const installed = await installDemonstration(moteur);
  if (installed.length > 0) say(`Territoire de démonstration installé (${installed.join(', ')}).`);
  const adopted = await adoptCatalogue(moteur);
  if (adopted > 0) say(`Démarches du catalogue adoptées : ${adopted}.`);
  const granted = await installOnce(moteur, 'habilitations', prepareHabilitations(donnees.sceau, jetons));
  if (granted) say('Habilitations de démonstration enregistrées.');
  const published = await adoptFondsDuCatalogue(moteur);
  if (published > 0) say(`Règles du fonds publiées : ${published}.`);
}
