import type { Annuaire } from '../../comptes/index.ts';
import { moisMontres, type Publication, publier, publierToutes, type Synthese } from '../domain/publication.ts';
import type { Moteur } from '../moteur.ts';
import { listDemarches } from '../storage/demarches.ts';
import { findLecture, listEffets } from '../storage/effets.ts';

export type EffetLu = {
  /** The months shown, the oldest first, each as `AAAA-MM-01`. */
  readonly mois: readonly string[];
  /** Undefined as long as the journal was never read. */
  readonly calculeLe: Temporal.Instant | undefined;
  /** Undefined when there are so few deposits that nothing may be shown, or none. */
  readonly publication: Publication | undefined;
  /** The parts that are shown alone, named, by name: démarches of an organisation, organisations of the installation. */
  readonly parties: readonly Partie[];
};

export type Partie = { readonly slug: string; readonly nom: string; readonly synthese: Synthese };

/** The effect over the last months, by démarche of an organisation, or by organisation of the whole installation. */
export async function readEffet(
  moteur: Moteur & { readonly annuaire: Annuaire },
  organisation: { readonly id: string } | undefined,
): Promise<EffetLu> {
  const mois = moisMontres(moteur.clock.today());
  const { calculeLe, effets } = await moteur.db.read({ public: true }, async (tx) => {
    const filter = { depuis: mois[0] ?? '', organisationId: organisation?.id };
    const [at, rows] = await Promise.all([findLecture(tx), listEffets(tx, filter)]);
    return { calculeLe: at, effets: rows };
  });
  const publication = organisation
    ? publier(effets.map((effet) => ({ ...effet, cle: effet.demarcheId })))
    : publierToutes(effets.map((effet) => ({ ...effet, cle: effet.organisationId })));
  const nomOf = organisation ? await demarchesOf(moteur, organisation) : organisationsOf(moteur);
  const parties = await Promise.all(
    (publication?.parties.lignes ?? []).map(async ({ cle, synthese }) => {
      const nomme = await nomOf(cle);
      return nomme ? [{ ...nomme, synthese }] : [];
    }),
  );
  return { mois, calculeLe, publication, parties: parties.flat().toSorted(byNom) };
}

type NomOf = (id: string) => Promise<Pick<Partie, 'slug' | 'nom'> | undefined>;

async function demarchesOf(moteur: Moteur, organisation: { readonly id: string }): Promise<NomOf> {
  const noms = await moteur.db.read({ public: true }, async (tx) => {
    const demarches = await listDemarches(tx, organisation.id);
    const named = demarches.map(async ({ id, slug, versionId }) => {
      const { titre } = await moteur.definitionOf(tx, versionId);
      return [id, { slug, nom: titre }] as const;
    });
    return new Map(await Promise.all(named));
  });
  return async (id) => noms.get(id);
}

function organisationsOf({ annuaire }: { readonly annuaire: Annuaire }): NomOf {
  return async (id) => {
    const found = await annuaire.byId(id);
    return found && { slug: found.slug, nom: found.nom };
  };
}

/** Two may have the same name: the order must not depend on chance. */
function byNom(a: Partie, b: Partie): number {
  return a.nom.localeCompare(b.nom, 'fr') || (a.slug < b.slug ? -1 : 1);
}
