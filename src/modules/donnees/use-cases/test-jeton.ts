import { NotFound } from '../../../platform/errors.ts';
import type { Seal } from '../../../platform/seal.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Essai } from '../domain/essai.ts';
import type { Habilitation } from '../domain/habilitation.ts';
import { assertMayAdminister } from '../policies.ts';
import type { Verificateur } from '../sources/introspection.ts';
import { findHabilitationById, readJetonScelle } from '../storage/habilitations.ts';
import type { DonneesDeps } from './deps.ts';

export async function testJeton(deps: DonneesDeps, agent: Agent, id: string): Promise<Essai> {
  assertMayAdminister(agent);
  const { habilitation, scelle } = await deps.db.read(porteeOf(agent), async (tx) => {
    const [found, sealed] = await Promise.all([findHabilitationById(tx, id), readJetonScelle(tx, id)]);
    if (!found || found.organisationId !== agent.organisation.id) throw new NotFound('');
    return { habilitation: found, scelle: sealed };
  });
  return essayer(deps, habilitation, scelle);
}

export async function essayer(
  { sceau, verificateur }: { readonly sceau: Seal; readonly verificateur: Pick<Verificateur, 'introspecter'> },
  habilitation: Pick<Habilitation, 'id' | 'scopes'>,
  scelle: Buffer | undefined,
): Promise<Essai> {
  if (!scelle) return { type: 'sans_jeton' };
  const jeton = sceau.open(scelle, habilitation.id);
  if (jeton === undefined) return { type: 'illisible' };
  const introspection = await verificateur.introspecter(jeton);
  if (introspection.type === 'refusee') return { type: 'refuse' };
  if (introspection.type === 'injoignable') return { type: 'injoignable' };
  const [declared, opened] = [new Set(habilitation.scopes), new Set(introspection.scopes)];
  const [manquants, enTrop] = [[...declared.difference(opened)], [...opened.difference(declared)]];
  return manquants.length + enTrop.length === 0 ? { type: 'conforme' } : { type: 'ecart', manquants, enTrop };
}
