import { NotFound } from '../../../platform/errors.ts';
import type { Erreurs } from '../domain/champ.ts';
import { findSection, type Section } from '../domain/definition.ts';
import { lireSection, mergeSection, nextSection } from '../domain/parcours.ts';
import type { Moteur } from '../moteur.ts';
import { saveReponses } from '../storage/dossiers.ts';
import { assertEditable, contexteFor, type DossierOuvert, loadDossier } from './load-dossier.ts';

export type Etape = {
  readonly usagerId: string;
  readonly dossierId: string;
  readonly sectionId: string;
  readonly fields: { all(name: string): readonly string[] };
};

export type EtapeLue = {
  readonly ouvert: DossierOuvert;
  readonly section: Section;
  /** By id of champ; empty when the step is complete. */
  readonly erreurs: { readonly [champId: string]: Erreurs };
  /** The step that follows; undefined: the summary. */
  readonly suivante: Section | undefined;
};

/**
 * Keeps what was typed on one page. What is right is kept even when something else is wrong, so that nothing is lost;
 * only the champs of this section change, so two tabs on two steps do not erase each other.
 */
export async function saveStep(moteur: Moteur, etape: Etape): Promise<EtapeLue> {
  return moteur.db.transaction({ personne: etape.usagerId }, async (tx) => {
    const ouvert = await loadDossier(tx, moteur, etape.dossierId, 'verrou');
    const { dossier, definition } = ouvert;
    assertEditable(dossier);
    const section = findSection(definition, etape.sectionId);
    if (!section) throw new NotFound('');
    const avant = { reponses: dossier.reponses, origines: dossier.origines };
    const lecture = lireSection(section, etape.fields, avant, ouvert.contexte);
    const reponses = mergeSection(dossier.reponses, section, lecture.reponses);
    const complete = Object.keys(lecture.erreurs).length === 0;
    const etapesFaites = complete ? [...new Set([...dossier.etapesFaites, section.id])] : dossier.etapesFaites;
    const { origines } = lecture;
    const apres = { ...dossier, reponses, origines, etapesFaites };
    await saveReponses(tx, dossier.id, { reponses, origines, etapesFaites, now: moteur.clock.now() });
    return {
      ouvert: { ...ouvert, dossier: apres, contexte: contexteFor(moteur, apres, definition, ouvert.pieces) },
      section,
      erreurs: lecture.erreurs,
      suivante: nextSection(definition, apres, section.id),
    };
  });
}
