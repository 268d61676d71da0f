import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { ok, refuse } from '../../../values/result.ts';
import { sirenOf } from '../../../values/siret.ts';
import type { ChangementDeDossier, Depose, DepotImminent, Extension, LieuDInstruction } from '../../demarches/index.ts';
import { append, type JsonObject } from '../../journal/index.ts';
import { type Demande, lireDemande, type StatutCandidature } from '../domain/candidature.ts';
import { montantDemande, refusDeDepot } from '../domain/demande-recevable.ts';
import type { Eligibilite } from '../domain/eligibilite.ts';
import type { Beneficiaire } from '../domain/subvention.ts';
import type { Eligibilites } from '../eligibilites.ts';
import { mayAnswerRecours, mayReadFonds } from '../policies.ts';
import {
  type Candidature,
  type DemandeDeposee,
  findCandidature,
  insertCandidature,
  saveDemande,
  saveStatutCandidature,
} from '../storage/candidatures.ts';
import { findInstruction, saveDecideeLe, saveRecevabilite } from '../storage/instruction.ts';
import { findRegles, listDispositifs } from '../storage/sessions.ts';
import { findSubventionOfDossier } from '../storage/subventions.ts';
import { findSession, type SessionOuverte } from './find-session.ts';

export type OutilsDuFonds = Pick<Noyau, 'clock' | 'random'> & {
  readonly eligibilites: Eligibilites;
  /** True for requests made up for a demonstration; none by default. */
  readonly estFictive?: (demande: Demande) => boolean;
};

/**
 * What the fund adds to the dossiers of its démarches: deposited while a session is open, by whom its rules allow; kept
 * under the rules of that instant; accepted with a subvention, and never without.
 */
export function extensionDuFonds(outils: OutilsDuFonds): Extension<Tx> {
  return {
    async avantDepot(tx, depot) {
      const session = await findSession(tx, depot.demarcheId, depot.at);
      if (!session) return ok(NOTHING_TO_WRITE);
      if (!session.ok) return session;
      const refus = await refusDuDepot(outils, session.value, depot);
      if (refus !== undefined) return refuse(refus);
      return ok((depose) => deposer(tx, outils, session.value, depose));
    },
    apresCorrection: (tx, corrige) => corriger(tx, outils, corrige),
    apresAction: (tx, changement) => suivre(tx, outils, changement),
    async lieu(tx, demarcheId) {
      const [dispositif] = await listDispositifs(tx, { demarcheId });
      return dispositif && LIEU;
    },
    async avantAction(tx, { dossierId, demarcheId, action }) {
      if (action === 'demander_correction' || action === 'passer_en_instruction') return undefined;
      const [dispositif] = await listDispositifs(tx, { demarcheId });
      if (!dispositif) return undefined;
      const subvention = await findSubventionOfDossier(tx, dossierId);
      if (action === 'accepter') {
        return subvention && subvention.statut !== 'proposee'
          ? undefined
          : `Une demande au fonds est acceptée en attribuant sa subvention${NBSP}: proposez-la, puis attribuez-la.`;
      }
      return (
        subvention &&
        `La subvention ${subvention.numero} répond à cette demande${NBSP}: la décision ne change pas tant qu’elle existe.`
      );
    },
  };
}

const NOTHING_TO_WRITE = async () => undefined;

/** Its requests are read and answered on the pages of the fund, by whoever its policies say. */
const LIEU: LieuDInstruction = {
  adresse: (slug, dossierId) => `/fonds/${slug}/candidatures/${dossierId}`,
  liste: (slug) => `/fonds/${slug}/candidatures`,
  mayRead: (roles) => mayReadFonds({ roles }),
  mayAnswer: mayAnswerRecours,
};

async function refusDuDepot(
  outils: OutilsDuFonds,
  { version }: SessionOuverte,
  { reponses, at, complet }: DepotImminent,
): Promise<string | undefined> {
  const demande = lireDemande(reponses);
  // What is only missing is told with all that is, and where to answer it.
  if (!demande.ok) return complet ? demande.error : undefined;
  const { eligibilite } = await jugement(outils, demande.value, version);
  return refusDeDepot(demande.value, eligibilite, jourFromInstant(at));
}

/** Who asks, as the geographic code knows them, and what the rules say of them. */
export async function jugement(
  { eligibilites }: Pick<OutilsDuFonds, 'eligibilites'>,
  { siret }: Pick<Demande, 'siret'>,
  version: SessionOuverte['version'],
): Promise<{ readonly eligibilite: Eligibilite; readonly connue: Partial<Beneficiaire> }> {
  const collectivite = (await eligibilites.collectivites()).bySiren(sirenOf(siret));
  const pourRegles = collectivite?.pourRegles ?? { type: 'syndicat', population: null };
  const eligibilite = eligibilites.reglesOf(version).evaluer(pourRegles);
  // Whoever the code does not list is not judged: the instructor will say.
  if (!collectivite) return { eligibilite: { ...eligibilite, eligible: undefined }, connue: {} };
  const { nom, codeDepartement, codeRegion } = collectivite;
  return {
    eligibilite,
    connue: { ...pourRegles, nom, departement: codeDepartement, region: codeRegion },
  };
}

async function deposer(
  tx: Tx,
  outils: OutilsDuFonds,
  { dispositif, session, version }: SessionOuverte,
  depose: Depose,
): Promise<void> {
  const { demande, deposee } = await demandeDeposee(outils, dispositif.nom, version, depose);
  const candidature: Candidature = {
    ...deposee,
    dossierId: depose.dossierId,
    organisationId: depose.organisationId,
    dispositifId: dispositif.id,
    sessionId: session.id,
    reglesId: version.id,
    statut: 'deposee',
    fictif: outils.estFictive?.(demande) ?? false,
    depositedAt: depose.at,
  };
  await insertCandidature(tx, candidature);
  const { beneficiaire } = candidature;
  await journaliserCandidature(tx, outils, depose, 'candidature.deposee', {
    dispositif: dispositif.id,
    axe: dispositif.axeId,
    session: session.id,
    regles: version.id,
    beneficiaire: beneficiaire.type,
    siren: sirenOf(beneficiaire.siret),
    departement: beneficiaire.departement,
    region: beneficiaire.region,
    population: beneficiaire.population,
    demande: candidature.demande,
    fictif: candidature.fictif,
  });
}

/** A correction changes what is asked, never the session nor the rules. */
async function corriger(tx: Tx, outils: OutilsDuFonds, corrige: Depose): Promise<void> {
  const before = await findCandidature(tx, corrige.dossierId);
  if (!before) return;
  const version = await findRegles(tx, before.reglesId);
  if (!version) throw new Error(`The rules ${before.reglesId} of a request are gone`);
  const { deposee } = await demandeDeposee(outils, before.objet, version, corrige);
  await saveDemande(tx, corrige.dossierId, deposee);
  await journaliserCandidature(tx, outils, corrige, 'candidature.corrigee', {
    demande: deposee.demande,
    ancienneDemande: before.demande,
  });
}

async function demandeDeposee(
  outils: OutilsDuFonds,
  objetParDefaut: string,
  version: SessionOuverte['version'],
  { reponses, demandeur }: Depose,
): Promise<{ readonly demande: Demande; readonly deposee: DemandeDeposee }> {
  const read = lireDemande(reponses);
  if (!read.ok) throw new TypeError(`The deposited request cannot be read: ${read.error}`);
  const { siret, sirenDuDemandeur: _ofWhom, nomConnu, objet, demande: _asked, ...rest } = read.value;
  const { eligibilite, connue } = await jugement(outils, read.value, version);
  const demande = montantDemande(read.value, eligibilite);
  if (demande === undefined) throw new TypeError('The form of this dispositif asks for no amount');
  const { cout = demande } = read.value;
  const inconnue = { nom: nomConnu ?? demandeur, type: 'autre', departement: null, region: null, population: null };
  return {
    demande: read.value,
    deposee: {
      ...rest,
      beneficiaire: { ...inconnue, ...connue, siret } as Beneficiaire,
      objet: objet ?? objetParDefaut,
      cout,
      assiette: rest.assiette ?? cout,
      demande,
    },
  };
}

const SUIVIS: Readonly<Record<ChangementDeDossier['vers'], StatutCandidature | undefined>> = {
  brouillon: undefined,
  en_construction: 'deposee',
  en_instruction: 'en_instruction',
  accepte: 'acceptee',
  refuse: 'refusee',
  sans_suite: 'sans_suite',
};

async function suivre(tx: Tx, outils: OutilsDuFonds, changement: ChangementDeDossier): Promise<void> {
  const vers = SUIVIS[changement.vers];
  const candidature = await findCandidature(tx, changement.dossierId);
  if (!candidature || !vers || candidature.statut === vers) return;
  await saveStatutCandidature(tx, changement.dossierId, vers);
  if (vers !== 'deposee' && vers !== 'en_instruction') {
    await saveDecideeLe(tx, changement.dossierId, jourFromInstant(changement.at));
  } else if (changement.action === 'repasser_en_instruction') await rouvrirRecevabilite(tx, changement.dossierId);
  await journaliserCandidature(tx, outils, changement, 'candidature.statut', { de: candidature.statut, vers });
}

/** What was refused as not admissible is examined again: that it is not admissible no longer stands. */
async function rouvrirRecevabilite(tx: Tx, dossierId: string): Promise<void> {
  const instruction = await findInstruction(tx, dossierId);
  if (instruction?.recevabilite === 'irrecevable') await saveRecevabilite(tx, dossierId, null);
}

async function journaliserCandidature(
  tx: Tx,
  outils: OutilsDuFonds,
  { dossierId, organisationId, auteur, titulaire }: ChangementDeDossier,
  type: string,
  contenu: JsonObject,
): Promise<void> {
  await append(tx, outils, {
    acteur: auteur,
    organisation: organisationId,
    sujet: { type: 'candidature', id: dossierId },
    type,
    contenu,
    lecteurs: [titulaire],
  });
}
