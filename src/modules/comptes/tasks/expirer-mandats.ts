import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Noyau } from '../../../platform/services.ts';
import { applyMandat } from '../domain/mandat.ts';
import { lockEchus, saveEnd } from '../storage/mandats.ts';
import { journaliserMandat } from '../use-cases/journaliser-mandat.ts';
import { courrierMandat } from './courrier-mandat.ts';

const BATCH = 100;

/**
 * Writes down that mandates are over, and tells both sides. Nobody acts under one a second longer for all that: each
 * request looks at the time by itself.
 */
export function expirerMandats({ db, clock, random }: Noyau): Task<null> {
  const batch = () =>
    db.transaction({ systeme: true }, async (tx) => {
      const now = clock.now();
      const echus = await lockEchus(tx, now, BATCH);
      for (const mandat of echus) {
        const vers = applyMandat('expirer', 'systeme', mandat, now);
        if (!vers.ok) continue;
        await saveEnd(tx, mandat.id, vers.value, now);
        const acteur = { type: 'systeme' as const, id: 'parvis' };
        await journaliserMandat(tx, { db, clock, random }, { acteur, mandat, type: 'mandat.expire' });
        const courriel = mandat.mandataireId ? 'termine' : 'sans_reponse';
        await enqueue(tx, courrierMandat, { courriel, a: 'mandant', mandatId: mandat.id });
        if (mandat.mandataireId) await enqueue(tx, courrierMandat, { courriel, a: 'mandataire', mandatId: mandat.id });
      }
      return echus.length;
    });
  return {
    name: 'expirer-mandats',
    parse: () => null,
    async run() {
      while ((await batch()) === BATCH);
    },
  };
}
