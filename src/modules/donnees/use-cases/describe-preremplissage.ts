import { NotFound } from '../../../platform/errors.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type Definition, findDemarche } from '../../demarches/index.ts';
import { scopesDe } from '../domain/droits.ts';
import { empechementDe, type Habilitation, phraseEmpechement } from '../domain/habilitation.ts';
import type { RouteApi } from '../domain/route.ts';
import { routes } from '../domain/routes/index.ts';
import { suggererPour } from '../domain/suggestions.ts';
import { assertMayAdminister } from '../policies.ts';
import { findHabilitation } from '../storage/habilitations.ts';
import type { DonneesDeps } from './deps.ts';

/** One champ that a source fills in, or could. */
export type LignePrerempli = {
  readonly id: string;
  readonly libelle: string;
  /** « la CAF ou la MSA » */
  readonly detenteur: string;
  /** Scopes that open its datum; empty when nothing has to be granted. */
  readonly scopes: readonly string[];
  /** Those of them that nothing in force grants. */
  readonly manquants: readonly string[];
};

export type Preremplissage = {
  readonly titre: string;
  readonly slug: string;
  readonly demarcheId: string;
  readonly habilitation: Habilitation | undefined;
  /** Why nothing at all is granted now. */
  readonly empechement: string | undefined;
  readonly preremplis: readonly LignePrerempli[];
  readonly suggestions: readonly LignePrerempli[];
};

const PREFIXE = 'api_particulier.';

/** What each champ of a démarche is filled in from, what that takes, and what is granted. */
export async function describePreremplissage(deps: DonneesDeps, agent: Agent, slug: string): Promise<Preremplissage> {
  assertMayAdminister(agent);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const demarche = await findDemarche(tx, agent.organisation.id, slug);
    if (!demarche) throw new NotFound('Cette démarche n’existe pas ici.');
    const definition = await deps.moteur.definitionOf(tx, demarche.versionId);
    const habilitation = await findHabilitation(tx, demarche.id, 'api_particulier');
    const empechement = empechementDe(habilitation, fromPlainDate(deps.clock.today()));
    const granted = new Set(empechement ? [] : habilitation?.scopes);
    return {
      titre: definition.titre,
      slug: demarche.slug,
      demarcheId: demarche.id,
      habilitation,
      empechement: empechement && phraseEmpechement(empechement, habilitation),
      preremplis: preremplisOf(deps, definition, granted),
      suggestions: suggestionsOf(definition, granted),
    };
  });
}

function preremplisOf({ moteur }: DonneesDeps, definition: Definition, granted: ReadonlySet<string>) {
  return champsOf(definition).flatMap(({ id, libelle, prefill }): readonly LignePrerempli[] => {
    const source = prefill && moteur.sources.get(prefill.source);
    if (!prefill || !source) return [];
    const route = prefill.source.startsWith(PREFIXE) ? routeOf(prefill.source.slice(PREFIXE.length)) : undefined;
    const scopes = route ? scopesDe(route, prefill.chemin.split('.')[0] ?? '') : [];
    return [{ id, libelle, detenteur: source.nom, scopes, manquants: manquantsOf(scopes, granted) }];
  });
}

function suggestionsOf(definition: Definition, granted: ReadonlySet<string>) {
  return champsOf(definition).flatMap((champ): readonly LignePrerempli[] => {
    const suggestion = champ.prefill ? undefined : suggererPour(champ);
    const route = suggestion && routeOf(suggestion.route);
    if (!suggestion || !route) return [];
    const scopes = scopesDe(route, suggestion.donnee);
    const { id, libelle } = champ;
    return [{ id, libelle, detenteur: route.detenteur, scopes, manquants: manquantsOf(scopes, granted) }];
  });
}

const champsOf = (definition: Definition) => definition.sections.flatMap(({ champs }) => champs);
const routeOf = (id: string): RouteApi | undefined => routes.find((route) => route.id === id);
const manquantsOf = (scopes: readonly string[], granted: ReadonlySet<string>) =>
  scopes.filter((one) => !granted.has(one));
