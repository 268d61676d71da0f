import { join } from 'node:path';
import { findOrganisationBySlug } from '../modules/comptes/index.ts';
import { adoptDemarche, listAdopted, type Moteur, openCatalogue } from '../modules/demarches/index.ts';
import { ROOT } from '../platform/root.ts';

/** Which organisation of the demonstration offers what of the catalogue. */
const OFFRES: Readonly<Record<string, readonly string[]>> = {
  poitiers: ['cantine', 'occupation-domaine-public'],
  'grand-poitiers': ['fonds-de-concours'],
  dinum: ['fonds-franceconnect', 'fonds-projet-national', 'fonds-projet-local'],
};

/**
 * Publishes the démarches of the catalogue where the demonstration wants them, with what their organisation set since.
 * Done at every start, since the catalogue is what one edits: the same definition twice costs one look-up and changes
 * nothing.
 *
 * @returns how many new versions were published
 * @throws Error listing file, line and remedy when a démarche of the catalogue is wrong
 */
export async function adoptCatalogue(moteur: Moteur): Promise<number> {
  const catalogue = openCatalogue(join(ROOT, 'catalogue'), {
    registre: moteur.registre,
    sources: [...moteur.sources.values()],
  });
  let created = 0;
  for (const [slug, noms] of Object.entries(OFFRES)) {
    const { organisationId, adoptees } = await moteur.db.transaction({ systeme: true }, async (tx) => {
      const organisation = await findOrganisationBySlug(tx, slug);
      if (!organisation) throw new Error(`The demonstration has no organisation ${slug}`);
      return { organisationId: organisation.id, adoptees: await listAdopted(tx, organisation.id) };
    });
    for (const nom of noms) {
      const { parametres = {} } = adoptees.find((adoptee) => adoptee.slug === nom) ?? {};
      const loaded = await catalogue.load(nom, parametres);
      if (!loaded.ok) {
        const lines = loaded.erreurs.map((e) => `  catalogue/${nom}/${e.fichier}:${e.ligne} ${e.message} ${e.remede}`);
        throw new Error(`La démarche « ${nom} » du catalogue est incorrecte :\n${lines.join('\n')}`);
      }
      const adoption = { organisationId, slug: nom, definition: loaded.definition, parametres };
      const adopted = await moteur.db.transaction({ systeme: true }, (tx) => adoptDemarche(tx, moteur, adoption));
      if (adopted.created) created += 1;
    }
  }
  return created;
}
