import type { Moteur } from '../modules/demarches/index.ts';
import type { DonneesDeps } from '../modules/donnees/index.ts';
import { adoptCatalogue } from './demarches.ts';
import { adoptFondsDuCatalogue } from './fonds.ts';
import { prepareHabilitations } from './habilitations.ts';
import { installDemonstration, installOnce } from './index.ts';

/**
 * Everything that a demonstration needs before it serves: the territory, its démarches, what they may ask.
 * @param jetons those of the simulator of API Particulier, by number of request
 */
export async function prepareDemonstration(
  { moteur, donnees }: { readonly moteur: Moteur; readonly donnees: DonneesDeps },
  jetons: ReadonlyMap<number, string>,
  say: (line: string) => void,
): Promise<void> {
  const installed = await installDemonstration(moteur);
  if (installed.length > 0) say(`Territoire de démonstration installé (${installed.join(', ')}).`);
  const adopted = await adoptCatalogue(moteur);
  if (adopted > 0) say(`Démarches du catalogue adoptées : ${adopted}.`);
  const granted = await installOnce(moteur, 'habilitations', prepareHabilitations(donnees.sceau, jetons));
  if (granted) say('Habilitations de démonstration enregistrées.');
  const published = await adoptFondsDuCatalogue(moteur);
  if (published > 0) say(`Règles du fonds publiées : ${published}.`);
}
