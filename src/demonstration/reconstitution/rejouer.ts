import type { Demandeur } from '../../modules/comptes/index.ts';
import { changeStatut, type Decider, decideIn, type Moteur, receiveDossier } from '../../modules/demarches/index.ts';
import {
  awardSubvention,
  type Eligibilites,
  extensionDuFonds,
  proposeSubvention,
  type TypeBeneficiaire,
} from '../../modules/fonds/index.ts';
import { fixedClock } from '../../platform/clock.ts';
import { type Jour, jourFromInstant } from '../../values/jour.ts';
import { type Montant, ZERO } from '../../values/montant.ts';
import { type Ratio, ratio } from '../../values/ratio.ts';
import { orThrow } from '../../values/result.ts';
import { type Acteurs, idDe } from './acteurs.ts';
import { FONDS, NOMMES } from './chiffres.ts';
import type { AttributionJouee, DossierJoue, Formulaire, Porteur } from './plan.ts';
import { FIN, saisieOf } from './saisie.ts';

/** What plays the time again: the same use cases as anybody, with the clock of then. */
export type Joueur = {
  readonly moteur: Moteur;
  readonly eligibilites: Eligibilites;
  readonly acteurs: Acteurs;
};

const REELS = new Set<string>(Object.values(NOMMES).map(({ siren }) => siren));

/** The engine at an instant. Nobody is written to: what is played again was told at the time, if it ever was. */
function moteurAt({ moteur, eligibilites }: Joueur, at: Temporal.Instant): Moteur & { readonly decider: Decider } {
  const clock = fixedClock(at.toString());
  const outils = { clock, random: moteur.random, eligibilites };
  const then: Moteur = {
    ...moteur,
    clock,
    muet: true,
    journal: { ...moteur.journal, settle: async () => undefined },
    extensions: [extensionDuFonds({ ...outils, estFictive: ({ siret }) => !REELS.has(siret.slice(0, 9)) })],
  };
  return { ...then, decider: (tx, agent, demande) => decideIn(tx, then, agent, demande) };
}

/** @returns the id of the dossier */
export async function deposer(joueur: Joueur, dossier: DossierJoue): Promise<string> {
  const moteur = moteurAt(joueur, dossier.deposeAt);
  const demandeur = demandeurOf(joueur, dossier.porteur);
  const { organisation } = joueur.acteurs.gestionnaire;
  const depose = await receiveDossier(moteur, demandeur, {
    organisation: { id: organisation.id, siren: FONDS.siren },
    demarcheSlug: dossier.formulaire,
    saisie: saisieOf(dossier),
  });
  if (depose.type !== 'depose') {
    const why = depose.type === 'refuse' ? depose.raison : JSON.stringify('manques' in depose ? depose.manques : '');
    throw new Error(`${dossier.cle} is not deposited: ${depose.type} ${why}`);
  }
  return depose.dossierId;
}

export async function instruire(joueur: Joueur, dossierId: string, at: Temporal.Instant): Promise<void> {
  const { gestionnaire } = joueur.acteurs;
  orThrow(await changeStatut(moteurAt(joueur, at), gestionnaire, { dossierId, action: 'passer_en_instruction' }));
}

export async function ecarter(
  joueur: Joueur,
  dossierId: string,
  verdict: 'refuse' | 'sans_suite',
  at: Temporal.Instant,
): Promise<void> {
  const { gestionnaire } = joueur.acteurs;
  const motif =
    verdict === 'refuse' ? 'Motif fictif : le projet n’entre pas dans le dispositif.' : 'Motif fictif : retrait.';
  await joueur.moteur.db.transaction({ organisation: gestionnaire.organisation.id }, async (tx) => {
    const decided = await moteurAt(joueur, at).decider(tx, gestionnaire, { dossierId, verdict, motif });
    if (!decided.ok) throw new Error(`${dossierId}: ${decided.error.verdict ?? decided.error.motif}`);
  });
}

export type Subventionnee = {
  readonly cle: string;
  readonly dossierId?: string;
  readonly porteur: Porteur;
  readonly objet: string;
  readonly cout: Montant;
  readonly montant: Montant;
  readonly enveloppeId: string;
  readonly fictif?: boolean;
  readonly recueLe: Jour;
  readonly at: Temporal.Instant;
};

/** Proposes and awards, as the committee of that day did. */
export async function attribuer(joueur: Joueur, taux: Ratio, subvention: Subventionnee): Promise<void> {
  const { gestionnaire } = joueur.acteurs;
  const { cle, porteur, at, recueLe, ...reste } = subvention;
  const moteur = moteurAt(joueur, at);
  const proposee = await proposeSubvention(moteur, gestionnaire, {
    ...reste,
    cle: idDe(cle),
    beneficiaire: beneficiaireOf(porteur),
    assiette: subvention.cout,
    taux,
    autresAides: ZERO,
    financementsPrives: ZERO,
    derogationParticipation: null,
    demandeRecue: recueLe,
    commencement: null,
    finPrevue: FIN,
  });
  if (!proposee.ok) throw new Error(`${cle}: ${JSON.stringify(proposee.error)}`);
  const decideeLe = jourFromInstant(at);
  const attribution = {
    subventionId: proposee.value,
    reference: `Décision fictive ${cle}`,
    decideeLe,
    commencerAvant: null,
  };
  const awarded = await awardSubvention(moteur, gestionnaire, attribution);
  if (!awarded.ok) throw new Error(`${cle}: ${JSON.stringify(awarded.error)}`);
}

/** What the fund pays of the cost in this reconstruction, by form; axis 1 has none. Conventions, within the rules of the time. */
export const TAUX: Readonly<Record<Formulaire | 'axe1', Ratio>> = {
  'fonds-projet-local': ratio(3, 4),
  'fonds-projet-national': ratio(1, 2),
  'fonds-franceconnect': ratio(4, 5),
  axe1: ratio(4, 5),
};

export function subventionOfDossier(
  dossier: DossierJoue,
  dossierId: string,
  enveloppeId: string,
): Subventionnee | null {
  if (dossier.issue?.type !== 'attribuer') return null;
  const { cle, porteur, objet, cout, demande } = dossier;
  const recueLe = jourFromInstant(dossier.deposeAt);
  return { cle, dossierId, porteur, objet, cout, montant: demande, enveloppeId, recueLe, at: dossier.issue.at };
}

export function subventionOfAttribution(one: AttributionJouee, enveloppeId: string): Subventionnee {
  const { cle, porteur, objet, cout, montant, fictif, at } = one;
  return { cle, porteur, objet, cout, montant, fictif, enveloppeId, recueLe: jourFromInstant(at), at };
}

function demandeurOf({ acteurs }: Joueur, { siren }: Porteur): Demandeur {
  const organisation = acteurs.organisations.get(siren);
  if (!organisation) throw new Error(`The collectivité ${siren} is not installed`);
  return {
    personneId: acteurs.signataire,
    nom: 'Signataire fictif',
    pour: { type: 'organisation', organisation, roles: ['gestionnaire'] },
  };
}

function beneficiaireOf({ siret, collectivite }: Porteur) {
  const { nom, type, fiscalitePropre, codeDepartement, codeRegion, population } = collectivite;
  const deType: TypeBeneficiaire = type === 'epci' && !fiscalitePropre ? 'syndicat' : type;
  return { siret, nom, type: deType, departement: codeDepartement, region: codeRegion, population };
}
