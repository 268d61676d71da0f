import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import { poserArrivee } from '../domain/arrivee.ts';
import { type Enregistrements, noterArrivee } from '../domain/enregistrements.ts';
import { preremplir } from '../domain/prefill.ts';
import type { Moteur } from '../moteur.ts';
import { lockDossier, savePrerempli } from '../storage/dossiers.ts';
import type { Tardive } from './ask-sources.ts';
import { journaliser } from './journaliser.ts';
import { isOf } from './load-dossier.ts';

export type Begun = {
  readonly dossierId: string;
  /** The saves of the draft when its sources were asked. */
  readonly enregistrements: Enregistrements;
};

/**
 * Fills a draft in with the answer of a source that came after its page was given. Nothing changes when it is no longer a
 * draft, when it is gone, or when somebody asked the same source again meanwhile; and never what was answered since.
 */
export async function fillLateAnswer(
  moteur: Moteur,
  demandeur: Demandeur,
  { dossierId, enregistrements: auDebut }: Begun,
  { source, attente, reponse }: Tardive,
): Promise<void> {
  const recue = await reponse;
  // What the draft holds since it began already says so.
  if (!recue) return;
  await moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const dossier = await lockDossier(tx, dossierId);
    if (!dossier || !isOf(dossier, demandeur) || dossier.statut !== 'brouillon') return;
    if (dossier.sources[source]?.attendueJusqua !== attente.attendueJusqua) return;
    const definition = await moteur.definitionOf(tx, dossier.versionId);
    const prerempli = preremplir(definition, moteur.registre, new Map([[source, recue]]));
    const { reponses, origines, posees } = poserArrivee(definition, dossier, prerempli, auDebut);
    await savePrerempli(tx, dossierId, {
      reponses,
      origines,
      sources: { ...dossier.sources, ...prerempli.sources },
      enregistrements:
        posees.length > 0 ? noterArrivee(dossier.enregistrements, demandeur.personneId) : dossier.enregistrements,
      now: moteur.clock.now(),
    });
    await journaliser(tx, moteur, {
      acteur: { type: 'systeme', id: 'preremplissage' },
      dossier,
      type: 'dossier.source_recue',
      contenu: {
        sources: { [source]: recue.etat },
        champsPreremplis: Object.keys(origines).filter((chemin) => posees.includes(premier(chemin))).length,
      },
    });
  });
}

/** The champ of a path, which may be that of a cell of its rows. */
function premier(chemin: string): string {
  return chemin.split('.', 1)[0] ?? '';
}
