import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, administrer } from '../../comptes/index.ts';
import type { Parametre } from '../domain/chargement/parametres.ts';
import { lireSaisie, type ParametresSaisis } from '../domain/parametres-saisis.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { listAdopted } from '../storage/demarches.ts';
import { adoptDemarche } from './adopt-demarche.ts';

export type ErreursDePublication = {
  /** By id of parameter. */
  readonly parametres: Readonly<Record<string, string>>;
  /** About the démarche as a whole. */
  readonly generales: readonly string[];
};

/**
 * Publishes a démarche of the catalogue with what its organisation typed. Dossiers already begun stay on their version;
 * the same values twice publish nothing.
 *
 * @returns whether it makes a new version
 */
export async function publishFromCatalogue(
  noyau: Noyau,
  catalogue: Catalogue,
  agent: Agent,
  { nom, saisis }: { readonly nom: string; readonly saisis: ParametresSaisis },
): Promise<Result<boolean, ErreursDePublication>> {
  const lus = lireParametresSaisis(await parametresOf(noyau, catalogue, agent.organisation.id, nom), saisis);
  if (!lus.ok) return lus;
  const loaded = await catalogue.load(nom, lus.value);
  if (!loaded.ok) {
    const generales = loaded.erreurs.map(({ message, remede }) => `${message} ${remede}`);
    return refuse({ parametres: {}, generales });
  }
  return administrer(noyau, agent, async (tx) => {
    const acteur = { type: 'agent', id: agent.personneId } as const;
    const { definition } = loaded;
    const adoption = { organisationId: agent.organisation.id, slug: nom, definition, parametres: lus.value, acteur };
    const { created } = await adoptDemarche(tx, noyau, adoption);
    return ok(created);
  });
}

/** The parameters of a démarche as the organisation set them last, or as the catalogue proposes them. */
export async function parametresOf(
  noyau: Noyau,
  catalogue: Catalogue,
  organisationId: string,
  nom: string,
): Promise<readonly Parametre[]> {
  const adoptees = await noyau.db.read({ public: true }, (tx) => listAdopted(tx, organisationId));
  const adoptee = adoptees.find(({ slug }) => slug === nom);
  // What was set for an earlier text of the catalogue may not fit the present one: then its own values are proposed.
  const loaded = await catalogue.load(nom, adoptee?.parametres ?? {});
  const proposed = loaded.ok ? loaded : await catalogue.load(nom, {});
  if (!proposed.ok) throw new Error(`The démarche ${nom} of the catalogue is incorrect`);
  return proposed.parametres;
}

function lireParametresSaisis(
  parametres: readonly Parametre[],
  saisis: ParametresSaisis,
): Result<Readonly<Record<string, unknown>>, ErreursDePublication> {
  const lus = parametres.map((parametre) => [parametre.id, lireSaisie(parametre, saisis)] as const);
  const erreurs = lus.flatMap(([id, lu]) => (lu.ok ? [] : [[id, lu.error] as const]));
  if (erreurs.length > 0) return refuse({ parametres: Object.fromEntries(erreurs), generales: [] });
  return ok(Object.fromEntries(lus.flatMap(([id, lu]) => (lu.ok ? [[id, lu.value] as const] : []))));
}
