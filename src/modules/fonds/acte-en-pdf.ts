import { parseTheme } from '../../platform/html/theme.ts';
import { type Bloc, letterPdf, type Tableau } from '../../platform/pdf/letter.ts';
import { NBSP } from '../../values/french.ts';
import { orThrow } from '../../values/result.ts';
import { type ModeleRempli, remplirModele, remplirTexte } from '../demarches/index.ts';
import { ACTES } from './domain/acte.ts';
import type { DonneesActe } from './domain/donnees-acte.ts';
import type { ActeEntier } from './storage/actes.ts';

/**
 * The document of an act: the same act is the same bytes for ever. Its text was checked when it was adopted, and
 * `valeursActe` gives every tag its value.
 */
export async function acteEnPdf({
  type,
  etat,
  numero,
  modele,
  donnees,
  createdAt,
}: Pick<ActeEntier, 'type' | 'etat' | 'numero' | 'modele' | 'donnees' | 'createdAt'>): Promise<Uint8Array> {
  // Written by `prepareActe`, and by nothing else.
  const lues: DonneesActe = JSON.parse(donnees);
  const phrases = new Map(Object.entries(lues.phrases));
  const rempli = remplirModele<Tableau>(modele, phrases, blocsOf(lues));
  const titre = remplirTexte(modele.titre, phrases);
  const { libelle, forme } = ACTES[type];
  return letterPdf({
    titre: `${libelle} ${numero}`,
    organisation: lues.organisation,
    theme: orThrow(parseTheme(lues.theme)),
    destinataire: lues.destinataire,
    lieu: lues.organisation.nom,
    date: lues.date,
    reference: `Acte ${numero}`,
    objet: rempli.objet,
    blocs: titled(rempli.blocs),
    signataire: lues.signataire,
    ...(lues.cosignataire ? { cosignataire: lues.cosignataire } : {}),
    ...(forme === 'lettre' ? {} : { intitule: `${titre} ${rempli.objet}` }),
    ...(etat === 'projet' ? { mentionProvisoire: PROJET } : {}),
    mentions: rempli.mentions,
    createdAt,
  });
}

const PROJET = `Projet${NBSP}: ce document n’engage pas celui qui l’a préparé.`;

function blocsOf({ clauses, plan }: DonneesActe): ReadonlyMap<string, readonly (Paragraphe | Tableau)[]> {
  const table: Tableau = {
    type: 'tableau',
    colonnes: [
      { titre: 'Versement', part: 15 },
      { titre: 'Condition', part: 46 },
      { titre: 'Prévu le', part: 22 },
      { titre: 'Montant', part: 17, nombre: true },
    ],
    rangees: plan,
  };
  return new Map<string, readonly (Paragraphe | Tableau)[]>([
    ['plan.versements', [table]],
    ...Object.entries(clauses).map(([balise, phrases]) => [balise, phrases.map(paragraphe)] as const),
  ]);
}

type Paragraphe = Extract<Bloc, { readonly type: 'paragraphe' }>;

const paragraphe = (texte: string): Paragraphe => ({ type: 'paragraphe', texte: [{ texte, gras: false }] });

/** A paragraph that is bold throughout heads what follows it: « Article 2 ». */
function titled(blocs: ModeleRempli<Tableau>['blocs']): readonly Bloc[] {
  return blocs.map((bloc) => {
    const [only, ...others] = bloc.type === 'paragraphe' ? bloc.texte : [];
    return only?.gras && others.length === 0 ? { type: 'titre', texte: only.texte } : bloc;
  });
}
