import { findOrganisationBySlug } from '../../modules/comptes/index.ts';
import type { Eligibilites } from '../../modules/fonds/index.ts';
import { addMontants, type Montant, ZERO } from '../../values/montant.ts';
import { idDe, installActeurs } from './acteurs.ts';
import { ENVELOPPE_DEPARTEMENTALE, FONDS } from './chiffres.ts';
import { type Enveloppes, openEnveloppes } from './enveloppes.ts';
import { readEtat } from './etat.ts';
import { declarerDeploiement } from './objectif.ts';
import { type DossierJoue, planReconstitution, type Reconstitution } from './plan.ts';
import {
  attribuer,
  deposer,
  ecarter,
  instruire,
  type Joueur,
  subventionOfAttribution,
  subventionOfDossier,
  TAUX,
} from './rejouer.ts';

type Acte = { readonly at: Temporal.Instant; readonly jouer: () => Promise<void> };

export type Options = {
  readonly moteur: Joueur['moteur'];
  readonly eligibilites: Eligibilites;
  /** Told from 0 to 1. */
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * Plays the fund again from 1 March to 8 October 2021, in the order of time, through the use cases that anybody uses.
 * Killed or stopped anywhere, the next call goes on; once done, a call changes nothing.
 *
 * @returns false when the signal stopped it before the end
 */
export async function reconstituer({ moteur, eligibilites, onProgress, signal }: Options): Promise<boolean> {
  const plan = planReconstitution((await eligibilites.collectivites()).toutes);
  const acteurs = await installActeurs(moteur, plan.porteurs);
  const departements = [...new Set(plan.porteurs.flatMap(({ collectivite }) => collectivite.codeDepartement ?? []))];
  const enveloppes = await openEnveloppes(moteur, acteurs.gestionnaire, departements.toSorted());
  const actes = await actesOf({ moteur, eligibilites, acteurs }, plan, enveloppes);
  for (const [index, { jouer }] of actes.entries()) {
    if (signal?.aborted) return false;
    await jouer();
    onProgress?.((index + 1) / actes.length);
  }
  await declarerDeploiement(moteur, acteurs.gestionnaire);
  await moteur.journal.settle();
  return true;
}

/** What remains to play, in the order of time. */
async function actesOf(joueur: Joueur, plan: Reconstitution, enveloppes: Enveloppes): Promise<readonly Acte[]> {
  const etat = await joueur.moteur.db.transaction({ systeme: true }, async (tx) => {
    const organisation = await findOrganisationBySlug(tx, FONDS.slug);
    return readEtat(tx, organisation?.id ?? '');
  });
  const bourse = bourseur(enveloppes);
  const awards = plan.attributions.flatMap((one): Acte[] => {
    if (etat.subvention(idDe(one.cle))?.statut === 'attribuee') return [];
    const subvention = subventionOfAttribution(one, bourse('1'));
    return [{ at: one.at, jouer: () => attribuer(joueur, TAUX.axe1, subvention) }];
  });
  const dossiers = plan.dossiers.flatMap((dossier) =>
    actesOfDossier(joueur, dossier, bourse.pour(dossier), etat.dossier(dossier.porteur.siret, dossier.objet)),
  );
  return [...awards, ...dossiers].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function actesOfDossier(
  joueur: Joueur,
  dossier: DossierJoue,
  enveloppeId: string,
  known: { readonly id: string; readonly statut: string } | undefined,
): readonly Acte[] {
  const { deposeAt, instruitAt, issue } = dossier;
  let id = known?.id ?? '';
  const actes: Acte[] = [];
  if (!known) {
    actes.push({
      at: deposeAt,
      jouer: async () => {
        id = await deposer(joueur, dossier);
      },
    });
  }
  if (instruitAt && (!known || known.statut === 'deposee')) {
    actes.push({ at: instruitAt, jouer: () => instruire(joueur, id, instruitAt) });
  }
  if (issue && (!known || known.statut === 'deposee' || known.statut === 'en_instruction')) {
    actes.push({ at: issue.at, jouer: () => conclure(joueur, dossier, id, enveloppeId) });
  }
  return actes;
}

async function conclure(joueur: Joueur, dossier: DossierJoue, id: string, enveloppeId: string): Promise<void> {
  const subvention = subventionOfDossier(dossier, id, enveloppeId);
  if (subvention) return attribuer(joueur, TAUX[dossier.formulaire], subvention);
  if (dossier.issue) {
    await ecarter(joueur, id, dossier.issue.type === 'refuser' ? 'refuse' : 'sans_suite', dossier.issue.at);
  }
}

/** From which purse each award comes: the département's while it lasts, then the national one of the axis. */
function bourseur(enveloppes: Enveloppes) {
  const spent = new Map<string, Montant>();
  const named = (nom: string): string => {
    const id = enveloppes.get(nom);
    if (!id) throw new Error(`No enveloppe ${nom}`);
    return id;
  };
  return Object.assign(named, {
    pour({ formulaire, issue, demande, porteur }: DossierJoue): string {
      if (formulaire !== 'fonds-projet-local') return named('2');
      const nom = `3 ${porteur.collectivite.codeDepartement}`;
      const after = addMontants(spent.get(nom) ?? ZERO, demande);
      if (issue?.type !== 'attribuer' || !enveloppes.has(nom) || after > ENVELOPPE_DEPARTEMENTALE) return named('3');
      spent.set(nom, after);
      return named(nom);
    },
  });
}
