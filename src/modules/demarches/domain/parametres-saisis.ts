import { removeAccents, tropLong } from '../../../values/french.ts';
import { formatMontant, type Montant } from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Parametre } from './chargement/parametres.ts';
import { grilleSchema, verifierGrille } from './grille.ts';

/** What an administrator types, by id of parameter. A grid has its controls beside it: see `CONTROLES`. */
export type ParametresSaisis = Readonly<Record<string, string>>;

/** Names of the fields that go with a grid. */
export const controlesDe = (id: string) => ({
  cout: `${id}.cout_par_usager`,
  majoration: `${id}.majoration`,
  aide: `${id}.aide_etat`,
});

/** A parameter as its fields show it. */
export function enSaisie(parametre: Parametre): ParametresSaisis {
  const { id } = parametre;
  switch (parametre.type) {
    case 'texte':
      return { [id]: parametre.valeur };
    case 'nombre':
      return { [id]: String(parametre.valeur).replace('.', ',') };
    case 'montant':
      return { [id]: enEuros(parametre.valeur) };
    case 'choix':
      return { [id]: parametre.valeur.map(({ libelle }) => libelle).join('\n') };
    case 'grille': {
      const { tranches, controles } = parametre.valeur;
      const { cout, majoration, aide } = controlesDe(id);
      return {
        [id]: tranches.map(({ de, moinsDe, prix }) => [de, moinsDe, prix].map(enEuros).join(' | ')).join('\n'),
        [cout]: enEuros(controles.coutParUsager),
        [majoration]: enEuros(controles.majoration),
        [aide]: controles.aideEtat ? 'oui' : '',
      };
    }
  }
}

/**
 * A parameter as its fields first show it, before anything is published: what is known of the organisation is there, and
 * what was only an example is left to write. Nobody publishes the schools and the court of another town by a click.
 */
export function saisieDeDepart(parametre: Parametre, connus: Connus): ParametresSaisis {
  const connu = parametre.depuis && connus[parametre.depuis];
  if (connu) return { [parametre.id]: connu };
  return parametre.exemple ? {} : enSaisie(parametre);
}

export type Connus = { readonly [source in NonNullable<Parametre['depuis']>]?: string | undefined };

/**
 * Reads what was typed for one parameter, as `parametres.yaml` writes it.
 * @param parametre as it stands now: choices that keep their label keep their identifier
 */
export function lireSaisie(parametre: Parametre, saisis: ParametresSaisis): Result<unknown> {
  const texte = (saisis[parametre.id] ?? '').trim();
  switch (parametre.type) {
    case 'texte':
      if (texte === '') return refuse('Écrivez cette information.');
      return texte.length <= 2000 ? ok(texte) : refuse(tropLong(2000));
    case 'nombre':
      return /^-?\d{1,9}(?:[.,]\d{1,4})?$/.test(texte)
        ? ok(Number(texte.replace(',', '.')))
        : refuse('Écrivez un nombre, par exemple 8.');
    case 'montant':
      return euros(texte);
    case 'choix':
      return lireChoix(parametre.valeur, lignes(texte));
    case 'grille':
      return lireGrille(parametre.id, lignes(texte), saisis);
  }
}

type Choix = Extract<Parametre, { type: 'choix' }>['valeur'];

function lireChoix(connus: Choix, libelles: readonly string[]): Result<Choix> {
  if (libelles.length === 0) return refuse('Écrivez au moins un choix, un par ligne.');
  const twice = libelles.find((libelle, index) => libelles.indexOf(libelle) !== index);
  if (twice !== undefined) return refuse(`«\u00a0${twice}\u00a0» est écrit deux fois.`);
  const pris = new Set(connus.map(({ id }) => id));
  return ok(
    libelles.map((libelle) => {
      const connu = connus.find((choix) => choix.libelle === libelle);
      if (connu) return connu;
      const id = identifiantLibre(libelle, pris);
      pris.add(id);
      return { id, libelle };
    }),
  );
}

/** Never one that another label has, or had: answers already given keep their meaning. */
function identifiantLibre(libelle: string, pris: ReadonlySet<string>): string {
  const mots = removeAccents(libelle)
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['choix'];
  const base = mots.join('-');
  for (let rang = 1; ; rang += 1) {
    const id = rang === 1 ? base : `${base}-${rang}`;
    if (!pris.has(id)) return id;
  }
}

/** One tranche a line, three columns apart by a bar or, pasted from a spreadsheet, by a tab. */
function lireGrille(id: string, rows: readonly string[], saisis: ParametresSaisis): Result<unknown> {
  const tranches: Record<string, number>[] = [];
  for (const [index, row] of rows.entries()) {
    const ligne = `Ligne ${index + 1}`;
    const [de, moinsDe, prix, ...rest] = row.split(/[|;\t]/).map((cell) => cell.trim());
    if (de === undefined || moinsDe === undefined || prix === undefined || rest.length > 0) {
      return refuse(
        `${ligne}\u00a0: écrivez trois valeurs séparées par des barres, par exemple «\u00a0350 | 620 | 1,00\u00a0».`,
      );
    }
    const lus = { de: euros(de), prix: euros(prix), ...(moinsDe === '' ? {} : { moins_de: euros(moinsDe) }) };
    const tranche: Record<string, number> = {};
    for (const [nom, lu] of Object.entries(lus)) {
      if (!lu.ok) return refuse(`${ligne}\u00a0: ${lu.error}`);
      tranche[nom] = lu.value;
    }
    tranches.push(tranche);
  }
  const noms = controlesDe(id);
  const brut: Record<string, unknown> = { tranches, aide_etat: saisis[noms.aide] === 'oui' };
  for (const [nom, champ] of [
    ['cout_par_usager', noms.cout],
    ['majoration', noms.majoration],
  ] as const) {
    const text = (saisis[champ] ?? '').trim();
    if (text === '') continue;
    const lu = euros(text);
    if (!lu.ok) return lu;
    brut[nom] = lu.value;
  }
  const grille = grilleSchema.safeParse(brut);
  if (!grille.success) return refuse('Écrivez au moins une tranche, une par ligne.');
  const defauts = verifierGrille(grille.data);
  return defauts.length > 0 ? refuse(defauts.join(' ')) : ok(brut);
}

function lignes(texte: string): readonly string[] {
  return texte
    .split('\n')
    .map((ligne) => ligne.trim())
    .filter((ligne) => ligne !== '');
}

/** In euros, as files write them. */
function euros(text: string): Result<number> {
  const montant = parseMontant(text);
  return montant.ok ? ok(montant.value / 100) : montant;
}

/** « 6,80 », « 350 ». */
function enEuros(montant: Montant | undefined): string {
  return montant === undefined ? '' : formatMontant(montant, 'if-any').replace(/\s|€/g, '');
}
