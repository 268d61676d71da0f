import type { Moteur } from '../../modules/demarches/index.ts';
import type { Eligibilites } from '../../modules/fonds/index.ts';
import { doneEtapes, runEtape } from '../etapes.ts';
import { reconstituer } from './index.ts';

const NOM = 'reconstitution';

/** Plays what remains, and says where it is; once whole, a start costs one query. A failure is told: the rest serves. */
export async function reconstituerEnFond(
  { moteur, eligibilites }: { readonly moteur: Moteur; readonly eligibilites: Eligibilites },
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    if ((await doneEtapes(moteur.db)).has(NOM)) return;
    let said = 0;
    const onProgress = (part: number) => {
      if (part < said + 0.25 || part === 1) return;
      said = part;
      say(`Reconstitution du fonds au 8 octobre 2021 : ${Math.round(part * 100)} %.`);
    };
    if (!(await reconstituer({ moteur, eligibilites, onProgress, signal }))) return;
    await runEtape(moteur, { nom: NOM, prepare: async () => async () => undefined });
    say('Reconstitution du fonds au 8 octobre 2021 : terminée.');
  } catch (err) {
    if (signal.aborted) return;
    moteur.logger.error({ err }, 'the reconstruction of the fund stopped');
    say('Reconstitution du fonds au 8 octobre 2021 : arrêtée par une erreur. Elle reprendra au prochain démarrage.');
  }
}
