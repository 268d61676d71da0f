import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { type Demandeur, nomsOfAgents, porteeOfDemandeur } from '../../comptes/index.ts';
import type { Erreurs } from '../domain/champ.ts';
import { findSection, type Section } from '../domain/definition.ts';
import { enregistreeDepuis, enregistrer } from '../domain/enregistrements.ts';
import { lireSection, mergeSection, nextSection } from '../domain/parcours.ts';
import type { Moteur } from '../moteur.ts';
import { saveReponses } from '../storage/dossiers.ts';
import { assertMayAsk } from './demandeur.ts';
import { assertEditable, contexteFor, type DossierOuvert, loadAsDemandeur } from './load-dossier.ts';

export type Etape = {
  readonly dossierId: string;
  readonly sectionId: string;
  readonly fields: { all(name: string): readonly string[] };
  /** The turn of the section when the form was made. */
  readonly tour: number;
};

export type EtapeLue = {
  readonly ouvert: DossierOuvert;
  readonly section: Section;
  /** By id of champ; empty when the step is complete. */
  readonly erreurs: { readonly [champId: string]: Erreurs };
  /** The step that follows; undefined: the summary. */
  readonly suivante: Section | undefined;
  /** Who saved this step while the form was being filled in: nothing was kept of what was typed. */
  readonly devancePar?: string;
};

/**
 * Keeps what was typed on one page. What is right is kept even when something else is wrong, so that nothing is lost;
 * only the champs of this section change, so two tabs on two steps do not erase each other. When somebody else saved
 * this step since the form was made, nothing is kept: who typed decides, having seen it.
 */
export async function saveStep(moteur: Moteur, demandeur: Demandeur, etape: Etape): Promise<EtapeLue> {
  assertMayAsk(demandeur);
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const ouvert = await loadAsDemandeur(tx, moteur, demandeur, etape.dossierId, 'verrou');
    const { dossier, definition } = ouvert;
    assertEditable(dossier);
    const section = findSection(definition, etape.sectionId);
    if (!section) throw new NotFound('');
    const { personneId } = demandeur;
    const autre = enregistreeDepuis(dossier.enregistrements, section.id, { tour: etape.tour, par: personneId });
    if (autre) return { ouvert, section, erreurs: {}, suivante: undefined, devancePar: await nomOf(tx, autre) };
    const avant = { reponses: dossier.reponses, origines: dossier.origines };
    const lecture = lireSection(section, etape.fields, avant, ouvert.contexte);
    const reponses = mergeSection(dossier.reponses, section, lecture.reponses);
    const complete = Object.keys(lecture.erreurs).length === 0;
    const etapesFaites = complete ? [...new Set([...dossier.etapesFaites, section.id])] : dossier.etapesFaites;
    const enregistrements = enregistrer(dossier.enregistrements, section.id, personneId);
    const copie = { reponses, origines: lecture.origines, etapesFaites, enregistrements };
    const apres = { ...dossier, ...copie };
    await saveReponses(tx, dossier.id, { ...copie, now: moteur.clock.now() });
    return {
      ouvert: { ...ouvert, dossier: apres, contexte: contexteFor(moteur, apres, definition, ouvert.pieces) },
      section,
      erreurs: lecture.erreurs,
      suivante: nextSection(definition, apres, section.id),
    };
  });
}

async function nomOf(tx: Tx, personneId: string): Promise<string> {
  return (await nomsOfAgents(tx, [personneId])).get(personneId) ?? 'Quelqu’un d’autre';
}
