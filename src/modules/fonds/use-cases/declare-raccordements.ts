import type { Noyau } from '../../../platform/services.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Siren } from '../../../values/siren.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import type { Technologie } from '../domain/trajectoire.ts';
import { assertMayManage } from '../policies.ts';
import { insertRaccordements } from '../storage/objectifs.ts';

export type DemandeRaccordements = {
  readonly sirens: readonly Siren[];
  readonly technologie: Technologie;
  readonly depuis: Jour;
  /** Where it is known from: « Relevé de FranceConnect du 1er mars 2022 ». */
  readonly source: string;
};

/** Says which collectivités use a technology. Those that are already known stay as they are. @returns how many are new */
export async function declareRaccordements(
  noyau: Noyau,
  agent: Agent,
  { sirens, technologie, depuis, source }: DemandeRaccordements,
): Promise<Result<number, { readonly depuis: string }>> {
  assertMayManage(agent);
  const declareLe = fromPlainDate(noyau.clock.today());
  if (depuis > declareLe) return refuse({ depuis: 'Cette date est à venir.' });
  const organisationId = agent.organisation.id;
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const demande = { organisationId, sirens: [...new Set(sirens)], technologie, depuis, source, declareLe };
    const added = await insertRaccordements(tx, demande, noyau.clock.now());
    for (const siren of added) {
      await append(tx, noyau, {
        acteur: { type: 'agent', id: agent.personneId },
        organisation: organisationId,
        sujet: { type: 'raccordement', id: `${siren}-${technologie}` },
        type: 'raccordement.declare',
        contenu: { siren, technologie, depuis },
      });
    }
    return ok(added.length);
  });
}
