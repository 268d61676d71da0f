import type { Tx } from '../../../platform/db/database.ts';
import type { Services } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Acteur, append } from '../../journal/index.ts';
import { type Fusion, isFresh, rapprocher } from '../domain/rapprochement.ts';
import { empreinteOf } from '../domain/token.ts';
import type { Rattachement } from '../rattachement.ts';
import { signaler } from '../securite.ts';
import { foldPlaces } from '../storage/membres.ts';
import { lockComptes, lockRapprochement, markDone, moveCompte } from '../storage/rapprochements.ts';
import { rattacherMandats } from './rattacher-mandats.ts';

export type DemandeDeFusion = {
  readonly rapprochementId: string;
  /** The account that is signed in. */
  readonly personneId: string;
  readonly navigateur: string;
};

const TROP_TARD = 'Trop de temps a passé depuis que vous avez prouvé ces deux comptes. Recommencez.';

/**
 * Makes one account of two, both proven minutes ago in this browser and confirmed by who holds them. In one transaction,
 * all modules together. Whoever signs in as before with the account that went arrives in the one that stays.
 */
export async function mergeComptes(
  outils: Outils & Pick<Services, 'logger'>,
  demande: DemandeDeFusion,
): Promise<Result<Fusion>> {
  const merged = await outils.db.transaction({ systeme: true }, async (tx) => {
    const fusion = await allowedFusion(tx, outils.clock.now(), demande);
    if (!fusion.ok) return fusion;
    await reunir(tx, outils, fusion.value, { type: fusion.type, id: demande.personneId });
    await markDone(tx, demande.rapprochementId, outils.clock.now());
    return ok(fusion.value);
  });
  if (!merged.ok) signaler(outils.logger, 'rapprochement_refuse');
  return merged;
}

/** Makes one account of two that are held, and that may be one: see `rapprocher`. */
export async function reunir(tx: Tx, outils: Outils, fusion: Fusion, acteur: Acteur): Promise<void> {
  const { conservee, absorbee } = fusion;
  for (const rattacher of outils.rattachements) await rattacher(tx, fusion);
  await rattacherMandats(tx, outils, fusion);
  await foldPlaces(tx, fusion, outils.clock.now());
  await moveCompte(tx, fusion);
  await append(tx, outils, {
    acteur,
    organisation: null,
    sujet: { type: 'personne', id: conservee },
    type: 'compte.fusionne',
    contenu: { absorbee },
    lecteurs: [conservee],
  });
}

type Outils = Pick<Services, 'db' | 'clock' | 'random'> & { readonly rattachements: readonly Rattachement[] };

type Permise = { readonly ok: true; readonly value: Fusion; readonly type: 'usager' | 'agent' };

async function allowedFusion(
  tx: Tx,
  now: Temporal.Instant,
  demande: DemandeDeFusion,
): Promise<Permise | { readonly ok: false; readonly error: string }> {
  const rapprochement = await lockRapprochement(tx, demande.rapprochementId);
  const { autrePersonneId, autreProuveeAt } = rapprochement ?? {};
  if (
    !rapprochement ||
    !autrePersonneId ||
    !autreProuveeAt ||
    rapprochement.personneId !== demande.personneId ||
    !rapprochement.navigateurEmpreinte.equals(empreinteOf(demande.navigateur)) ||
    !isFresh(rapprochement.prouveeAt, now) ||
    !isFresh(autreProuveeAt, now)
  ) {
    return refuse(TROP_TARD);
  }
  const comptes = await lockComptes(tx, [rapprochement.personneId, autrePersonneId]);
  const [connecte, autre] = [comptes.get(rapprochement.personneId), comptes.get(autrePersonneId)];
  if (!connecte || !autre) return refuse(TROP_TARD);
  const fusion = rapprocher(connecte, autre);
  return fusion.ok ? { ...fusion, type: connecte.type } : fusion;
}
