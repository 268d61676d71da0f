import type { Tx } from '../../../platform/db/database.ts';
import type { Annonce, DonneesPersonnelles } from '../donnees-personnelles.ts';

/** What the erasure of an account would do today, all modules together. */
export async function annoncerEffacement(
  tx: Tx,
  donneesPersonnelles: readonly DonneesPersonnelles[],
  personneId: string,
): Promise<Annonce> {
  const annonces: Annonce[] = [];
  for (const { annoncer } of donneesPersonnelles) annonces.push(await annoncer(tx, personneId));
  const empeche = annonces.find((annonce) => annonce.empeche)?.empeche;
  return {
    efface: annonces.flatMap((annonce) => annonce.efface),
    // The account itself is registered first; what matters most to a person comes after it.
    conserve: annonces.toReversed().flatMap((annonce) => annonce.conserve),
    poursuivi: annonces.flatMap((annonce) => annonce.poursuivi),
    ...(empeche ? { empeche } : {}),
  };
}
