import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { sirenOf } from '../../../values/siret.ts';
import { adhesionsOf } from '../../comptes/index.ts';
import { append, type JsonObject } from '../../journal/index.ts';
import { type Conflit, insertConflit } from '../storage/conflits.ts';
import type { DemandeDeSession } from '../storage/demandes-de-session.ts';

/** By reviewer, the SIREN of every organisation where they have a role. */
export type Employeurs = ReadonlyMap<string, ReadonlySet<string>>;

/** Asked across organisations, which only the system may: nothing else of them leaves this function. */
export async function employeursOf(noyau: Pick<Noyau, 'db'>, evaluateurs: readonly string[]): Promise<Employeurs> {
  const wanted = [...new Set(evaluateurs)];
  return noyau.db.read({ systeme: true }, async (tx) => {
    const all = await Promise.all(wanted.map((id) => adhesionsOf(tx, id)));
    return new Map(wanted.map((id, index) => [id, new Set((all[index] ?? []).map(({ siren }) => siren))]));
  });
}

/** True when this reviewer works for whoever asks, or for a partner of the project. */
export function worksForDemandeur(
  employeurs: Employeurs,
  evaluateurId: string,
  { siret, partenaires }: Pick<DemandeDeSession, 'siret' | 'partenaires'>,
): boolean {
  const own = employeurs.get(evaluateurId);
  return [siret, ...partenaires.map((one) => one.siret)].some((one) => own?.has(sirenOf(one)));
}

const MEME_SIREN = `Travaille pour l’organisation qui demande, ou pour un partenaire${NBSP}: même numéro SIREN.`;

/** @returns false when it was known already */
export async function recordMemeSiren(
  tx: Tx,
  noyau: Noyau,
  { organisationId, dossierId, evaluateurId }: ConflitAEcrire,
): Promise<boolean> {
  return recordConflit(tx, noyau, { organisationId, dossierId, evaluateurId, cause: 'meme_siren', motif: MEME_SIREN });
}

export type ConflitAEcrire = {
  readonly organisationId: string;
  readonly dossierId: string;
  readonly evaluateurId: string;
};

/** The reasons stay out of the journal: they may name people. @returns false when it was known already */
export async function recordConflit(
  tx: Tx,
  noyau: Noyau,
  conflit: ConflitAEcrire & Pick<Conflit, 'cause' | 'motif'>,
): Promise<boolean> {
  const id = newId<'Conflit'>(noyau.clock, noyau.random);
  const { organisationId, dossierId, evaluateurId, cause } = conflit;
  if (!(await insertConflit(tx, { ...conflit, id, declaredAt: noyau.clock.now() }))) return false;
  const contenu: JsonObject = { conflit: id, evaluateur: evaluateurId, cause };
  await append(tx, noyau, {
    acteur: cause === 'declare' ? { type: 'agent', id: evaluateurId } : { type: 'systeme', id: 'fonds' },
    organisation: organisationId,
    sujet: { type: 'candidature', id: dossierId },
    type: 'evaluation.conflit',
    contenu,
  });
  return true;
}
