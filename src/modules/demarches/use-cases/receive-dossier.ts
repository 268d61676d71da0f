import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import type { Definition } from '../domain/definition.ts';
import { lireSection, mergeSection, visibleSections } from '../domain/parcours.ts';
import { type Prerempli, preremplir } from '../domain/prefill.ts';
import { contexteOf, type Moteur } from '../moteur.ts';
import { askSources } from './ask-sources.ts';
import { type Debut, insertNew, openDemarche } from './begin-dossier.ts';
import { assertMayAsk } from './demandeur.ts';
import { type Depose, deposit } from './submit-dossier.ts';

export type DemandeRecue = Omit<Debut, 'appel' | 'sources'> & {
  /** What is typed, by id of section, then by name of field. */
  readonly saisie: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/**
 * A request that came another way, on paper or through another tool: read as if it had been typed step by step, then
 * checked and deposited, in one transaction. What does not pass stays a draft, like anybody's.
 */
export async function receiveDossier(moteur: Moteur, demandeur: Demandeur, demande: DemandeRecue): Promise<Depose> {
  assertMayAsk(demandeur);
  const debut = { ...demande, sources: [] };
  const { demarche, porteur } = await openDemarche(moteur, demandeur, debut);
  const { recues } = await askSources(moteur, debut, demarche, porteur);
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { definition, versionId } = demarche;
    const prerempli = preremplir(definition, moteur.registre, recues);
    const lu = lireTout(moteur, versionId, definition, prerempli, demande.saisie);
    const { id: dossierId } = await insertNew(tx, moteur, demandeur, demarche, lu, []);
    return deposit(tx, moteur, demandeur, { dossierId, at: moteur.clock.now() });
  });
}

function lireTout(
  moteur: Moteur,
  versionId: string,
  definition: Definition,
  prerempli: Prerempli,
  saisie: DemandeRecue['saisie'],
): Prerempli {
  let lu = prerempli;
  for (const { id } of definition.sections) {
    // What shows a section may have been answered in the one before.
    const section = visibleSections(definition, lu).find((visible) => visible.id === id);
    const typed = saisie[id];
    if (!section || !typed) continue;
    const fields = { all: (name: string) => [typed[name] ?? []].flat() };
    const faits = lu;
    const contexte = contexteOf(moteur, [], () => moteur.calculsOf(versionId, definition, faits));
    const lecture = lireSection(section, fields, lu, contexte);
    lu = { ...lu, reponses: mergeSection(lu.reponses, section, lecture.reponses), origines: lecture.origines };
  }
  return lu;
}
