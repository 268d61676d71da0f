import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { listDemarches } from '../../demarches/index.ts';
import { append } from '../../journal/index.ts';
import { enVigueurApres } from '../domain/datapass.ts';
import { type ErreursDeclaration, lireDeclaration, type Saisie } from '../domain/declaration.ts';
import { FOURNISSEURS } from '../domain/habilitation.ts';
import { assertMayAdminister } from '../policies.ts';
import {
  type Declaration,
  insertHabilitation,
  isDatapassIdTaken,
  lockHabilitation,
  updateHabilitation,
} from '../storage/habilitations.ts';
import type { DonneesDeps } from './deps.ts';

export type Refus = ErreursDeclaration & { readonly demarche?: string; readonly fournisseur?: string };

const PRIS = 'Une autre habilitation de votre organisation porte déjà ce numéro.';

/** @returns the id of the habilitation */
export async function addHabilitation(
  deps: DonneesDeps,
  agent: Agent,
  siren: string,
  demande: Saisie & { readonly demarche: string; readonly fournisseur: string },
): Promise<Result<string, Refus>> {
  assertMayAdminister(agent);
  const lue = lireDeclaration(demande, siren);
  const fournisseur = FOURNISSEURS.find((known) => known === demande.fournisseur);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const offertes = await listDemarches(tx, agent.organisation.id);
    const demarche = offertes.find(({ id }) => id === demande.demarche);
    if (!lue.ok || !fournisseur || !demarche) {
      return refuse<Refus>({
        ...(demarche ? {} : { demarche: 'Choisissez la démarche.' }),
        ...(fournisseur ? {} : { fournisseur: 'Choisissez le fournisseur.' }),
        ...(lue.ok ? {} : lue.error),
      });
    }
    const id = newId<'Habilitation'>(deps.clock, deps.random);
    if (lue.value.datapassId && (await isDatapassIdTaken(tx, agent.organisation.id, lue.value.datapassId, id))) {
      return refuse<Refus>({ datapass: PRIS });
    }
    const declaration: Declaration = {
      ...lue.value,
      demarcheId: demarche.id,
      fournisseur,
      enVigueur: enVigueurApres(lue.value.etat, false),
    };
    const now = deps.clock.now();
    if (!(await insertHabilitation(tx, { ...declaration, id, organisationId: agent.organisation.id, now }))) {
      return refuse<Refus>({
        demarche: 'Cette démarche a déjà une habilitation de ce fournisseur\u00a0: modifiez-la.',
      });
    }
    await journaliser(tx, deps, agent, id, 'habilitation.ajoutee', declaration);
    return ok(id as string);
  });
}

export async function changeHabilitation(
  deps: DonneesDeps,
  agent: Agent,
  siren: string,
  demande: Saisie & { readonly id: string },
): Promise<Result<void, Refus>> {
  assertMayAdminister(agent);
  const lue = lireDeclaration(demande, siren);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const habilitation = await lockHabilitation(tx, demande.id);
    if (!habilitation || habilitation.organisationId !== agent.organisation.id) throw new NotFound('');
    if (!lue.ok) return lue;
    const { datapassId } = lue.value;
    if (datapassId && (await isDatapassIdTaken(tx, agent.organisation.id, datapassId, habilitation.id))) {
      return refuse<Refus>({ datapass: PRIS });
    }
    const declaration = { ...lue.value, enVigueur: enVigueurApres(lue.value.etat, habilitation.enVigueur) };
    await updateHabilitation(tx, habilitation.id, declaration, deps.clock.now());
    await journaliser(tx, deps, agent, habilitation.id, 'habilitation.modifiee', {
      ...declaration,
      demarcheId: habilitation.demarcheId,
      fournisseur: habilitation.fournisseur,
    });
    return ok(undefined);
  });
}

/** The journal keeps what was declared, except what people wrote in their own words. */
function journaliser(tx: Tx, deps: DonneesDeps, agent: Agent, id: string, type: string, declaration: Declaration) {
  return append(tx, deps, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: agent.organisation.id,
    sujet: { type: 'habilitation', id },
    type,
    contenu: {
      demarche: declaration.demarcheId,
      fournisseur: declaration.fournisseur,
      datapass: declaration.datapassId,
      etat: declaration.etat,
      enVigueur: declaration.enVigueur,
      scopes: [...declaration.scopes],
      conservationMois: declaration.conservationMois,
      valableDu: declaration.valableDu,
      valableJusquau: declaration.valableJusquau,
    },
  });
}
