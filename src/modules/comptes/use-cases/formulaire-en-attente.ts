import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { empreinteOf } from '../domain/token.ts';
import { insertFormulaire, takeFormulaire } from '../storage/formulaires.ts';

/** Fields as they were sent; files are sent again by the person. */
export type Champs = readonly (readonly [string, string])[];

/**
 * Keeps a form whose author's session had ended, so that nothing typed is lost.
 * @returns the id to come back with
 */
export async function keepFormulaire(
  noyau: Noyau,
  formulaire: { readonly navigateur: string; readonly url: string; readonly champs: Champs },
): Promise<string> {
  const id = newId<'Formulaire'>(noyau.clock, noyau.random);
  await noyau.db.transaction({ systeme: true }, (tx) =>
    insertFormulaire(tx, {
      id,
      navigateurEmpreinte: empreinteOf(formulaire.navigateur),
      url: formulaire.url,
      champs: formulaire.champs,
      createdAt: noyau.clock.now(),
    }),
  );
  return id;
}

/** Gives it back, once, to the browser that sent it and to the page that it was for. */
export function giveBackFormulaire(
  noyau: Noyau,
  demande: { readonly id: string; readonly navigateur: string; readonly url: string },
): Promise<Champs | undefined> {
  return noyau.db.transaction({ systeme: true }, (tx) =>
    takeFormulaire(tx, { ...demande, navigateurEmpreinte: empreinteOf(demande.navigateur) }),
  );
}
