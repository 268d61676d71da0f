import { NotFound } from '../../../platform/errors.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { listDemarches } from '../../demarches/index.ts';
import {
  empechementDe,
  finLaPlusProche,
  type Habilitation,
  phraseEmpechement,
  seuilAtteint,
} from '../domain/habilitation.ts';
import { assertMayAdminister } from '../policies.ts';
import { findHabilitationById, listHabilitations } from '../storage/habilitations.ts';
import type { DonneesDeps } from './deps.ts';

export type DemarcheNommee = { readonly id: string; readonly slug: string; readonly titre: string };

export type LigneHabilitation = {
  readonly habilitation: Habilitation;
  readonly demarche: DemarcheNommee;
  /** Why nothing can be asked with it now. */
  readonly empechement: string | undefined;
  /** Days left, when they are few; below zero once it is over. */
  readonly seuil: ReturnType<typeof seuilAtteint>;
};

export async function readHabilitations(
  deps: DonneesDeps,
  agent: Agent,
): Promise<{ readonly lignes: readonly LigneHabilitation[]; readonly demarches: readonly DemarcheNommee[] }> {
  assertMayAdminister(agent);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const offertes = await listDemarches(tx, agent.organisation.id);
    const demarches = await Promise.all(
      offertes.map(async ({ id, slug, versionId }) => {
        const { titre } = await deps.moteur.definitionOf(tx, versionId);
        return { id, slug, titre };
      }),
    );
    const habilitations = await listHabilitations(tx, agent.organisation.id);
    const lignes = habilitations.flatMap((habilitation) => {
      const demarche = demarches.find(({ id }) => id === habilitation.demarcheId);
      return demarche ? [ligneOf(deps, habilitation, demarche)] : [];
    });
    return { lignes, demarches };
  });
}

export async function readHabilitation(deps: DonneesDeps, agent: Agent, id: string): Promise<LigneHabilitation> {
  assertMayAdminister(agent);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const habilitation = await findHabilitationById(tx, id);
    const offertes = await listDemarches(tx, agent.organisation.id);
    const demarche = offertes.find((one) => one.id === habilitation?.demarcheId);
    if (!habilitation || habilitation.organisationId !== agent.organisation.id || !demarche) {
      throw new NotFound('Cette habilitation n’existe pas.');
    }
    const { titre } = await deps.moteur.definitionOf(tx, demarche.versionId);
    return ligneOf(deps, habilitation, { id: demarche.id, slug: demarche.slug, titre });
  });
}

function ligneOf({ clock }: DonneesDeps, habilitation: Habilitation, demarche: DemarcheNommee): LigneHabilitation {
  const aujourdhui = fromPlainDate(clock.today());
  const empechement = empechementDe(habilitation, aujourdhui);
  return {
    habilitation,
    demarche,
    empechement: empechement && phraseEmpechement(empechement, habilitation),
    seuil: habilitation.enVigueur ? seuilAtteint(finLaPlusProche(habilitation), aujourdhui) : undefined,
  };
}
