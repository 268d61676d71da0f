import { join } from 'node:path';
import { findOrganisationBySlug } from '../modules/comptes/index.ts';
import { adoptDemarche, listCatalogue, loadFolder, type Moteur } from '../modules/demarches/index.ts';
import { ROOT } from '../platform/root.ts';

/** Which organisation of the demonstration offers what of the catalogue. */
const OFFRES: Readonly<Record<string, readonly string[]>> = {
  poitiers: ['cantine', 'occupation-domaine-public'],
  'grand-poitiers': ['fonds-de-concours'],
};

/**
 * Publishes the démarches of the catalogue where the demonstration wants them. Done at every start, since the catalogue
 * is what one edits: the same definition twice costs one look-up and changes nothing.
 *
 * @returns how many new versions were published
 * @throws Error listing file, line and remedy when a démarche of the catalogue is wrong
 */
export async function adoptCatalogue(moteur: Moteur): Promise<number> {
  let created = 0;
  for (const name of await listCatalogue(join(ROOT, 'catalogue'))) {
    const loaded = await loadFolder(join(ROOT, 'catalogue', name), {
      registre: moteur.registre,
      sources: [...moteur.sources.values()],
    });
    if (!loaded.ok) {
      const lines = loaded.erreurs.map((e) => `  catalogue/${name}/${e.fichier}:${e.ligne} ${e.message} ${e.remede}`);
      throw new Error(`La démarche « ${name} » du catalogue est incorrecte :\n${lines.join('\n')}`);
    }
    for (const [slug, offertes] of Object.entries(OFFRES)) {
      if (!offertes.includes(name)) continue;
      const adopted = await moteur.db.transaction({ systeme: true }, async (tx) => {
        const organisation = await findOrganisationBySlug(tx, slug);
        if (!organisation) throw new Error(`The demonstration has no organisation ${slug}`);
        const adoption = { organisationId: organisation.id, slug: name, definition: loaded.definition };
        return adoptDemarche(tx, moteur, adoption);
      });
      if (adopted.created) created += 1;
    }
  }
  return created;
}
