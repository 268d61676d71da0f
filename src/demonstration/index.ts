import type { Noyau } from '../platform/services.ts';
import { doneEtapes, type Etape, runEtape } from './etapes.ts';

/**
 * The demonstration territory, in the order in which it is built. Each part is loaded only when it is missing, so that
 * every start but the first costs one query. A new part goes below: the démarches adopted from the catalogue, say.
 */
const ETAPES: Readonly<Record<string, () => Promise<Etape['prepare']>>> = {
  organisations: async () => (await import('./organisations.ts')).prepareOrganisations,
  membres: async () => (await import('./membres.ts')).prepareMembres,
  mentions: async () => (await import('./mentions.ts')).prepareMentions,
};

/** What stands on the démarches: installed once they are adopted. */
export function installOnce(noyau: Noyau, nom: string, prepare: Etape['prepare']): Promise<boolean> {
  return doneEtapes(noyau.db).then((done) => !done.has(nom) && runEtape(noyau, { nom, prepare }));
}

/**
 * Installs what is missing of the demonstration; what is there is never touched again, whatever was done to it since.
 * Killed anywhere, it goes on at the next start.
 *
 * @returns the names of the parts installed now
 */
export async function installDemonstration(noyau: Noyau): Promise<readonly string[]> {
  const done = await doneEtapes(noyau.db);
  const installed: string[] = [];
  for (const [nom, load] of Object.entries(ETAPES)) {
    if (done.has(nom)) continue;
    if (await runEtape(noyau, { nom, prepare: await load() })) installed.push(nom);
  }
  return installed;
}
