import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, Forbidden, NotFound } from '../../../platform/errors.ts';
import { newId } from '../../../values/ids.ts';
import {
  type Demandeur,
  findOrganisationById,
  findPersonne,
  isWithinMandat,
  type PourOrganisation,
  porteeOfDemandeur,
} from '../../comptes/index.ts';
import { poserArrivee } from '../domain/arrivee.ts';
import { champsOfDefinition, type Definition, isOpenTo } from '../domain/definition.ts';
import { type Enregistrements, noterArrivee } from '../domain/enregistrements.ts';
import { type EtatSources, type Prerempli, preremplir } from '../domain/prefill.ts';
import type { Moteur } from '../moteur.ts';
import { type DemarcheOuverte, findDemarche } from '../storage/demarches.ts';
import { type Dossier, findBrouillon, insertDossier, lockDossier, savePrerempli } from '../storage/dossiers.ts';
import { askSources, type DemandeAuxSources } from './ask-sources.ts';
import { assertMayAsk } from './demandeur.ts';
import { fillLateAnswer } from './fill-late-answer.ts';
import { journaliserDemande } from './journaliser.ts';
import { titulaireOf } from './load-dossier.ts';

export type Debut = DemandeAuxSources & { readonly demarcheSlug: string };

/**
 * Begins a dossier, or finds the draft that this person or this organisation already has: a double click, or two
 * colleagues at once, make one. Sources are asked in parallel before the transaction, and for a short time: what comes
 * later fills the draft in behind the page. What fails leaves its champs to who fills in.
 *
 * @returns the id of the draft
 */
export async function beginDossier(moteur: Moteur, demandeur: Demandeur, debut: Debut): Promise<string> {
  assertMayAsk(demandeur);
  const { demarche, porteur } = await openDemarche(moteur, demandeur, debut);
  const { recues, tardives } = await askSources(moteur, debut, demarche, porteur);
  const attentes = Object.fromEntries(tardives.map(({ source, attente }) => [source, attente]));
  const commence = await moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx): Promise<Commence> => {
    const brouillon = await lockBrouillon(tx, demandeur, demarche.id);
    // What an organisation's draft was prefilled with is what its members have been working on since.
    if (brouillon && demandeur.pour.type === 'organisation') return { id: brouillon.id };
    const definition = await moteur.definitionOf(tx, brouillon?.versionId ?? demarche.versionId);
    const connu = preremplir(definition, moteur.registre, recues);
    const prerempli = { ...connu, sources: { ...connu.sources, ...attentes } };
    return brouillon
      ? fillAgain(tx, moteur, demandeur, definition, brouillon, prerempli)
      : insertNew(
          tx,
          moteur,
          demandeur,
          demarche,
          await withCourriel(tx, demandeur, definition, prerempli),
          debut.sources,
        );
  });
  const { id, enregistrements } = commence;
  if (enregistrements) {
    for (const tardive of tardives) {
      moteur.enCours.follow(fillLateAnswer(moteur, demandeur, { dossierId: id, enregistrements }, tardive));
    }
  }
  return id;
}

/** The draft, with its saves when it is this call that filled it in: what is late goes on filling it in. */
type Commence = { readonly id: string; readonly enregistrements?: Enregistrements };

const HORS_MANDAT =
  'Votre mandat ne porte pas sur cette collectivité\u00a0: vous ne pouvez pas y faire de démarche pour cette personne.';

type Ouverte = DemarcheOuverte & { readonly definition: Definition };

/** The démarche when it is open to who asks, with what is known of the organisation that asks. */
export async function openDemarche(moteur: Moteur, demandeur: Demandeur, { organisation, demarcheSlug }: Debut) {
  const { pour } = demandeur;
  const { demarche, porteur } = await moteur.db.transaction({ public: true }, async (tx) => {
    const found = await findDemarche(tx, organisation.id, demarcheSlug);
    return {
      demarche: found && { ...found, definition: await moteur.definitionOf(tx, found.versionId) },
      porteur: pour.type === 'organisation' ? await findOrganisationById(tx, pour.organisation.id) : undefined,
    };
  });
  if (!isWithinMandat(demandeur, organisation.id)) throw new Forbidden(HORS_MANDAT);
  if (!demarche || demarche.statut === 'depubliee') throw new NotFound('Cette démarche n’existe pas.');
  if (demarche.statut === 'close')
    throw new Conflict('Cette démarche est close\u00a0: elle ne reçoit plus de demandes.');
  assertOpenTo(pour, demarche);
  return { demarche, porteur };
}

function assertOpenTo(pour: Demandeur['pour'], { organisationId, definition }: Ouverte): void {
  if (pour.type === 'personne') {
    if (!isOpenTo(definition, 'personnes')) throw new Forbidden('Cette démarche est réservée aux organisations.');
    return;
  }
  if (!isOpenTo(definition, 'organisations')) throw new Forbidden('Cette démarche est réservée aux particuliers.');
  if (isOwn(pour, organisationId)) throw new Forbidden('Une organisation ne se fait pas de demande à elle-même.');
}

/** Nobody instructs their own request. */
function isOwn({ organisation }: PourOrganisation, organisationId: string): boolean {
  return organisation.id === organisationId;
}

/**
 * With the address where the person reads their mail, in the question that asks for it: who has just typed it to receive
 * a link does not type it again (WCAG 3.3.7). It is proposed, without an origin: it is theirs to change. An aidant's is
 * not the address of the person whom they help.
 */
async function withCourriel(
  tx: Tx,
  { personneId, pour }: Demandeur,
  definition: Definition,
  prerempli: Prerempli,
): Promise<Prerempli> {
  const champ = champsOfDefinition(definition).find(({ type, prefill }) => type === 'email' && !prefill);
  if (!champ || pour.type !== 'personne' || pour.personneId !== personneId) return prerempli;
  const email = (await findPersonne(tx, personneId))?.email;
  return email ? { ...prerempli, reponses: { ...prerempli.reponses, [champ.id]: email } } : prerempli;
}

export async function insertNew(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  demarche: DemarcheOuverte,
  prerempli: Prerempli,
  consentement: readonly string[],
): Promise<Commence> {
  const dossier = {
    id: newId<'Dossier'>(moteur.clock, moteur.random),
    organisationId: demarche.organisationId,
    demarcheId: demarche.id,
    versionId: demarche.versionId,
    ...titulaireOf(demandeur),
    ...prerempli,
    now: moteur.clock.now(),
  };
  if (!(await insertDossier(tx, dossier))) {
    const other = await findBrouillon(tx, titulaireOf(demandeur), demarche.id);
    if (!other) throw new Conflict('');
    return { id: other.id };
  }
  await journaliserDemande(tx, moteur, demandeur, {
    dossier,
    type: 'dossier.commence',
    contenu: {
      demarche: demarche.slug,
      version: demarche.versionId,
      consentement: [...consentement],
      sources: etatsOf(prerempli.sources),
      champsPreremplis: Object.keys(prerempli.origines).length,
    },
  });
  return { id: dossier.id, enregistrements: {} };
}

/** As the journal tells them. */
function etatsOf(sources: EtatSources): { readonly [source: string]: string } {
  return Object.fromEntries(
    Object.entries(sources).map(([id, { etat, attendueJusqua }]) => [id, attendueJusqua ? 'en_attente' : etat]),
  );
}

/** Held: what is saved or arrives in it at this moment is in what is read, and is not written over. */
async function lockBrouillon(tx: Tx, demandeur: Demandeur, demarcheId: string): Promise<Dossier | undefined> {
  const found = await findBrouillon(tx, titulaireOf(demandeur), demarcheId);
  const locked = found && (await lockDossier(tx, found.id));
  return locked?.statut === 'brouillon' ? locked : undefined;
}

/** Who comes back from FranceConnect to their draft comes for fresh data: they replace what it held. */
async function fillAgain(
  tx: Tx,
  moteur: Moteur,
  demandeur: Demandeur,
  definition: Definition,
  { id, ...brouillon }: Dossier,
  prerempli: Prerempli,
): Promise<Commence> {
  const { reponses, origines, posees } = poserArrivee(definition, brouillon, prerempli, brouillon.enregistrements);
  const enregistrements =
    posees.length > 0 ? noterArrivee(brouillon.enregistrements, demandeur.personneId) : brouillon.enregistrements;
  if (Object.keys(prerempli.sources).length > 0) {
    const sources = { ...brouillon.sources, ...prerempli.sources };
    await savePrerempli(tx, id, { reponses, origines, sources, enregistrements, now: moteur.clock.now() });
  }
  return { id, enregistrements };
}
