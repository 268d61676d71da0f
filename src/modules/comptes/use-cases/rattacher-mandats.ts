import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { applyMandat } from '../domain/mandat.ts';
import type { Fusion } from '../domain/rapprochement.ts';
import { lockMandatsBetween, moveMandats, saveEnd } from '../storage/mandats.ts';
import { journaliserMandat } from './journaliser-mandat.ts';

/** Two accounts become one: its mandates follow. One that bound the two of them has no object any more, and ends. */
export async function rattacherMandats(tx: Tx, noyau: Noyau, fusion: Fusion): Promise<void> {
  const now = noyau.clock.now();
  for (const mandat of await lockMandatsBetween(tx, fusion)) {
    const vers = applyMandat('revoquer', 'mandant', mandat, now);
    if (!vers.ok) continue;
    await saveEnd(tx, mandat.id, vers.value, now);
    const acteur = { type: 'usager' as const, id: mandat.mandantId };
    await journaliserMandat(tx, noyau, { acteur, mandat, type: `mandat.${vers.value}` });
  }
  await moveMandats(tx, fusion);
}
