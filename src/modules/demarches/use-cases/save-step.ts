import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { type Annuaire, type Demandeur, nomsOfAgents, porteeOfDemandeur } from '../../comptes/index.ts';
import { lireMalgreArrivees } from '../domain/arrivee.ts';
import { nonArrivees } from '../domain/attente.ts';
import type { Champ, Erreurs } from '../domain/champ.ts';
import { type Complements, complementsTenus, completerChamps, poserComplements } from '../domain/completer.ts';
import { findSection, type Section } from '../domain/definition.ts';
import { enregistrer } from '../domain/enregistrements.ts';
import { lireChamps } from '../domain/lecture.ts';
import { mergeSection, nextSection, visibleChamps } from '../domain/parcours.ts';
import { saisieOfValeur } from '../domain/registre.ts';
import { type Fields, saisieOfParties } from '../domain/saisie.ts';
import type { Moteur } from '../moteur.ts';
import { saveReponses } from '../storage/dossiers.ts';
import { assertMayAsk } from './demandeur.ts';
import { assertEditable, contexteFor, type DossierOuvert, loadAsDemandeur } from './load-dossier.ts';
import { type Conflit, type EtapeEnvoyee, reconcile } from './reconcile-step.ts';

export type Etape = EtapeEnvoyee & {
  readonly dossierId: string;
  readonly sectionId: string;
  /** Sources whose answer had not come when the form was made. */
  readonly nonArrivees?: readonly string[];
};

export type EtapeLue = {
  readonly ouvert: DossierOuvert;
  readonly section: Section;
  /** By id of champ; empty when the step is complete. */
  readonly erreurs: { readonly [champId: string]: Erreurs };
  /** The step that follows; undefined: the summary. */
  readonly suivante: Section | undefined;
  /** This step was saved elsewhere since the form was made, and differs: nothing was kept of what was typed. */
  readonly conflit?: Conflit;
  /** What the form says, with what was chosen of the answers kept meanwhile. */
  readonly fields: Fields;
  /** Questions answered elsewhere meanwhile, and left alone in this form: their answers stand. */
  readonly reprises: readonly string[];
  /** Ids of the champs that the answer of a source, come meanwhile, filled in: to be seen before going on. */
  readonly arrivees: readonly string[];
  /** Sources whose answer this form, shown again, does not hold. */
  readonly nonArrivees: readonly string[];
  /** Something was found about an answer, that the usager should see before going on. */
  readonly aConfirmer: boolean;
};

/**
 * Keeps what was typed on one page. What is right is kept even when something else is wrong, so that nothing is lost;
 * only the champs of this section change, so two tabs on two steps do not erase each other. When this step was saved since
 * the form was made, by somebody else or in another tab, and what it says differs, nothing is kept: who typed decides,
 * having seen both (`reconcile-step.ts`). The answer of a source that came meanwhile is not somebody: it goes in where
 * nothing was typed, and the step is shown with it.
 *
 * The registers are asked between two transactions: nobody waits for a lock while somebody else's server thinks, and
 * what was typed is already kept if everything stops there.
 */
export async function saveStep(moteur: MoteurEtape, demandeur: Demandeur, etape: Etape): Promise<EtapeLue> {
  assertMayAsk(demandeur);
  const lue = await keepStep(moteur, demandeur, etape);
  const complements = etape.completer && !lue.conflit ? await askRegisters(moteur, lue) : [];
  return complements.length === 0 ? lue : keepComplements(moteur, demandeur, lue, complements);
}

type MoteurEtape = Moteur & { readonly annuaire: Annuaire };

function keepStep(moteur: Moteur, demandeur: Demandeur, etape: Etape): Promise<EtapeLue> {
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const ouvert = await loadAsDemandeur(tx, moteur, demandeur, etape.dossierId, 'verrou');
    const { dossier, definition } = ouvert;
    assertEditable(dossier);
    const section = findSection(definition, etape.sectionId);
    if (!section) throw new NotFound('');
    const { personneId } = demandeur;
    const alors = etape.nonArrivees ?? [];
    const maintenant = nonArrivees(dossier.sources);
    const lire = (fields: Fields) => lireMalgreArrivees(section, fields, dossier, alors, ouvert.contexte);
    const accord = reconcile(ouvert, section, etape, personneId, lire);
    if (accord.type === 'conflit') {
      const par = accord.par === personneId ? undefined : await nomOf(tx, accord.par);
      return {
        ouvert,
        section,
        fields: etape.fields,
        reprises: [],
        erreurs: {},
        suivante: undefined,
        arrivees: [],
        nonArrivees: [...new Set([...alors, ...maintenant])],
        aConfirmer: false,
        conflit: { par, divergences: accord.divergences },
      };
    }
    const { fields, reprises, formulaire } = accord;
    const lecture = lire(fields);
    const reponses = mergeSection(dossier.reponses, section, lecture.reponses);
    const complete = Object.keys(lecture.erreurs).length === 0 && lecture.arrivees.length === 0;
    const etapesFaites = complete
      ? [...new Set([...dossier.etapesFaites, section.id])]
      : etapesApres(dossier.etapesFaites, section, lecture.erreurs);
    const enregistrements = enregistrer(dossier.enregistrements, section.id, personneId, formulaire);
    const copie = { reponses, origines: lecture.origines, etapesFaites, enregistrements };
    const apres = { ...dossier, ...copie };
    await saveReponses(tx, dossier.id, { ...copie, now: moteur.clock.now() });
    return {
      ouvert: { ...ouvert, dossier: apres, contexte: contexteFor(moteur, apres, definition, ouvert.pieces) },
      section,
      fields,
      reprises: reprises.map(({ libelle }) => libelle),
      erreurs: lecture.erreurs,
      suivante: nextSection(definition, apres, section.id),
      arrivees: lecture.arrivees,
      nonArrivees: maintenant,
      aConfirmer: false,
    };
  });
}

async function nomOf(tx: Tx, personneId: string): Promise<string> {
  return (await nomsOfAgents(tx, [personneId])).get(personneId) ?? 'Quelqu’un d’autre';
}

async function askRegisters(moteur: MoteurEtape, { ouvert, section }: EtapeLue): Promise<Complements> {
  const { dossier, definition, contexte } = ouvert;
  const champs = visibleChamps(section, dossier);
  return completerChamps(champs, dossier, contexte.registre, async () => {
    const organisation = await moteur.annuaire.byId(dossier.organisationId);
    if (!organisation) throw new NotFound('');
    return {
      referentiels: moteur.referentiels,
      pour: { organisation, demarche: definition.titre, dossierId: dossier.id },
      maintenant: moteur.clock.now(),
    };
  });
}

/**
 * Only what was found is written, and only where the answer still is the one that was asked about. An origin holds: a
 * register adds to the value that its source gave.
 */
function keepComplements(moteur: Moteur, demandeur: Demandeur, lue: EtapeLue, found: Complements): Promise<EtapeLue> {
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const ouvert = await loadAsDemandeur(tx, moteur, demandeur, lue.ouvert.dossier.id, 'verrou');
    const { dossier, definition, contexte } = ouvert;
    assertEditable(dossier);
    const complements = complementsTenus(dossier.reponses, found);
    const { origines, enregistrements } = dossier;
    const reponses = poserComplements(dossier.reponses, complements);
    const champs = lue.section.champs.filter(({ id }) => complements.some(({ champId }) => champId === id));
    const saisie = (champ: Champ | undefined) => (champ ? saisieOfValeur(champ, reponses[champ.id], contexte) : VIDE);
    const judged = lireChamps(
      champs,
      (id) => saisie(champs.find((champ) => champ.id === id)),
      { reponses, origines },
      contexte,
    );
    const apres = { ...dossier, reponses };
    const etapesFaites = etapesApres(dossier.etapesFaites, lue.section, judged.erreurs);
    await saveReponses(tx, dossier.id, { reponses, origines, etapesFaites, enregistrements, now: moteur.clock.now() });
    return {
      ...lue,
      ouvert: { ...ouvert, dossier: apres, contexte: contexteFor(moteur, apres, definition, ouvert.pieces) },
      erreurs: { ...lue.erreurs, ...judged.erreurs },
      suivante: nextSection(definition, apres, lue.section.id),
      aConfirmer: complements.some(({ aConfirmer }) => aConfirmer),
    };
  });
}

/** A step whose answers are refused is not done any more: whoever comes back is led to it first. */
function etapesApres(faites: readonly string[], { id }: Section, erreurs: EtapeLue['erreurs']): readonly string[] {
  return Object.keys(erreurs).length === 0 ? faites : faites.filter((faite) => faite !== id);
}

const VIDE = saisieOfParties({});
