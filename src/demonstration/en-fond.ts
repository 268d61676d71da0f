import type { Moteur } from '../modules/demarches/index.ts';
import type { Eligibilites } from '../modules/fonds/index.ts';
import { importerDonnees } from './donnees-ouvertes.ts';
import { doneEtapes, runEtape } from './etapes.ts';
import { reconstituer } from './reconstitution/index.ts';

export type EnFondOptions = {
  /** What the fund is played again with; undefined: it is not. */
  readonly eligibilites: Eligibilites | undefined;
  /** A folder of open data files to import. */
  readonly donnees: string | undefined;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

/** One after the other, behind what is served; each says where it is. A failure is told: the rest goes on. */
export async function enFond(moteur: Moteur, { eligibilites, donnees, say, signal }: EnFondOptions): Promise<void> {
  const travaux = [
    ...(eligibilites ? [{ nom: RECONSTITUTION, run: () => rejouer(moteur, eligibilites, say, signal) }] : []),
    ...(donnees
      ? [{ nom: 'Import des données ouvertes', run: () => importerDonnees(moteur, donnees, say, signal) }]
      : []),
  ];
  for (const { nom, run } of travaux) {
    if (signal.aborted) return;
    try {
      await run();
    } catch (err) {
      if (signal.aborted) return;
      moteur.logger.error({ err }, 'a part of the demonstration failed');
      say(`${nom} : arrêté par une erreur. Le prochain démarrage reprendra.`);
    }
  }
}

const ETAPE = 'reconstitution';
const RECONSTITUTION = 'Reconstitution du fonds au 8 octobre 2021';

/** Once whole, a start costs one query. */
async function rejouer(
  moteur: Moteur,
  eligibilites: Eligibilites,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if ((await doneEtapes(moteur.db)).has(ETAPE)) return;
  let said = 0;
  const onProgress = (part: number) => {
    if (part < said + 0.25 || part === 1) return;
    said = part;
    say(`${RECONSTITUTION} : ${Math.round(part * 100)} %.`);
  };
  if (!(await reconstituer({ moteur, eligibilites, onProgress, signal }))) return;
  await runEtape(moteur, { nom: ETAPE, prepare: async () => async () => undefined });
  say(`${RECONSTITUTION} : terminé.`);
}
