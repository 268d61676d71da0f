import type { Moteur } from '../modules/demarches/index.ts';
import { adoptCatalogue } from './demarches.ts';
import { adoptFondsDuCatalogue } from './fonds.ts';
import { installDemonstration } from './index.ts';

/** Everything that a demonstration needs before it serves: the territory, then its démarches. */
export async function prepareDemonstration(moteur: Moteur, say: (line: string) => void): Promise<void> {
  const installed = await installDemonstration(moteur);
  if (installed.length > 0) say(`Territoire de démonstration installé (${installed.join(', ')}).`);
  const adopted = await adoptCatalogue(moteur);
  if (adopted > 0) say(`Démarches du catalogue adoptées : ${adopted}.`);
  const published = await adoptFondsDuCatalogue(moteur);
  if (published > 0) say(`Règles du fonds publiées : ${published}.`);
}
