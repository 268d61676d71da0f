import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result } from '../../../values/result.ts';
import type {
  ActionImminente,
  ChangementDeDossier,
  Depose,
  DepotImminent,
  DossierVu,
  LieuDInstruction,
  Panneau,
} from '../domain/extension.ts';
import type { Moteur } from '../moteur.ts';
import { mayDecide, mayRead } from '../policies.ts';

/** The extensions of the engine, asked and told in their order. */

type Ecrire = (depose: Depose) => Promise<void>;

/** @returns what they write beside the deposit, or the first refusal */
export async function askAvantDepot(
  tx: Tx,
  { extensions = [] }: Moteur,
  depot: DepotImminent,
): Promise<Result<Ecrire>> {
  const writes: Ecrire[] = [];
  for (const { avantDepot } of extensions) {
    const asked = await avantDepot?.(tx, depot);
    if (asked && !asked.ok) return asked;
    if (asked) writes.push(asked.value);
  }
  return ok(async (depose) => {
    for (const write of writes) await write(depose);
  });
}

/** @returns the first sentence that stands in the way */
export async function askAvantAction(
  tx: Tx,
  { extensions = [] }: Moteur,
  imminente: ActionImminente,
): Promise<string | undefined> {
  for (const { avantAction } of extensions) {
    const raison = await avantAction?.(tx, imminente);
    if (raison !== undefined) return raison;
  }
  return undefined;
}

export async function tellCorrection(tx: Tx, { extensions = [] }: Moteur, corrige: Depose): Promise<void> {
  for (const { apresCorrection } of extensions) await apresCorrection?.(tx, corrige);
}

export async function tellAction(tx: Tx, { extensions = [] }: Moteur, changement: ChangementDeDossier): Promise<void> {
  for (const { apresAction } of extensions) await apresAction?.(tx, changement);
}

/** What they show to who asks. Who may follow the dossier was asked before. */
export async function readSuites(
  { db, extensions = [] }: Moteur,
  organisationId: string,
  vu: DossierVu,
): Promise<readonly Panneau[]> {
  const suites = extensions.flatMap(({ suite }) => suite ?? []);
  if (suites.length === 0) return [];
  return db.read({ organisation: organisationId }, async (tx) =>
    (await Promise.all(suites.map((suite) => suite(tx, vu)))).flat(),
  );
}

/** Where the agents work on the dossiers of a démarche: as the first extension that knows it says, or here. */
export async function lieuOf(tx: Tx, { extensions = [] }: Moteur, demarcheId: string): Promise<LieuDInstruction> {
  for (const { lieu } of extensions) {
    const found = await lieu?.(tx, demarcheId);
    if (found) return found;
  }
  return ICI;
}

const ICI: LieuDInstruction = {
  adresse: (slug, dossierId) => `/instruction/${slug}/dossiers/${dossierId}`,
  liste: (slug) => `/instruction/${slug}`,
  mayRead,
  mayAnswer: mayDecide,
};

/** The same for several, each asked once. */
export async function lieuxOf(
  tx: Tx,
  moteur: Moteur,
  demarcheIds: readonly string[],
): Promise<(demarcheId: string) => LieuDInstruction> {
  const lieux = new Map<string, LieuDInstruction>();
  for (const id of new Set(demarcheIds)) lieux.set(id, await lieuOf(tx, moteur, id));
  return (demarcheId) => lieux.get(demarcheId) ?? ICI;
}
