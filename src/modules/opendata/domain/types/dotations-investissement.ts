import { isCodeDepartement } from '../../../../values/code-departement.ts';
import { isDamaged, type LireCellule, lireChoix, lireCode, lireMontant, lireTexte } from '../cellules.ts';
import { type Defaut, defaut } from '../defaut.ts';
import type { Cellules, TypeImport } from '../type-import.ts';

const COLONNES = [
  { nom: 'id_projet', requise: true },
  { nom: 'id_dep', requise: true },
  { nom: 'id_terr', requise: true },
  { nom: 'nom_terr', requise: true },
  { nom: 'pop19', requise: false },
  { nom: 'dotation', requise: true },
  { nom: 'echelon', requise: true },
  { nom: 'categorie', requise: false },
  { nom: 'description', requise: false },
  { nom: 'cout_total', requise: true },
  { nom: 'montant_sub', requise: true },
  { nom: 'pct_sub', requise: false },
  { nom: 'lat', requise: false },
  { nom: 'long', requise: false },
] as const;

const lireDotation = lireChoix(['DETR', 'DSIL', 'DSID']);
const lireEchelon = lireChoix(['commune', 'epci', 'conseil_departemental']);
/** The State's own list, whose names the prefectures write in several ways. */
const lireCategorie = lireChoix(
  [
    '1 - Santé, sanitaire et social',
    '2 - Economie et emploi',
    '3 - Environnement, transition énergétique et écologie',
    '4 - Education',
    '5 - Actions et services publics',
    '6 - Mise aux normes et sécurisation',
    '7 - Construction, habitat, urbanisme et transport',
    '8 - Contrat de Ruralité',
  ],
  {
    '7 - Construction, habitat, urbanisme et transports': '7 - Construction, habitat, urbanisme et transport',
  },
);
const lireCodeDepartement = lireCode(/^[\dAB]{2,3}$/, 2);
const lireDepartement: LireCellule = (colonne, brut) => {
  const lu = lireCodeDepartement(colonne, brut);
  if (lu.defaut || lu.texte === '' || isCodeDepartement(lu.texte)) return lu;
  return { ...lu, defaut: defaut(colonne, 'code_faux', brut) };
};
const lireTerritoire = {
  commune: lireCode(/^\d[\dAB]\d{3}$/, 5),
  epci: lireCode(/^\d{9}$/, 9),
  conseil_departemental: lireCode(/^(?:\d[\dAB]|97\d)$/, 2),
};

/** The projects that the State's grants to local investment paid for (DETR, DSIL, DSID), as the DGCL publishes them. */
export const dotationsInvestissement: TypeImport = {
  id: 'dotations-investissement',
  nom: 'Dotations d’investissement de l’État (DETR, DSIL, DSID)',
  format: 'csv',
  colonnes: COLONNES,
  lire(cellules) {
    const defauts: Defaut[] = [];
    const read = (nom: (typeof COLONNES)[number]['nom'], lire: LireCellule, requis = false): string => {
      const { texte, defaut: found } = lire(nom, cellules[nom] ?? '');
      if (found) defauts.push(found);
      else if (requis && texte === '') defauts.push(defaut(nom, 'obligatoire', ''));
      return texte;
    };
    const id = read('id_projet', lireTexte, true);
    const departement = read('id_dep', lireDepartement, true);
    const dotation = read('dotation', lireDotation, true);
    const echelon = read('echelon', lireEchelon, true);
    const valeurs = {
      projet: id,
      departement,
      dotation,
      echelon,
      territoire: read('id_terr', Object.hasOwn(lireTerritoire, echelon) ? territoireOf(echelon) : lireTexte, true),
      nom: read('nom_terr', lireTexte, true),
      population: cellules['pop19'] ?? '',
      categorie: read('categorie', lireCategorie),
      description: read('description', lireTexte),
      cout: read('cout_total', lireMontant, true),
      montant: read('montant_sub', lireMontant, true),
      taux: cellules['pct_sub'] ?? '',
      latitude: cellules['lat'] ?? '',
      longitude: cellules['long'] ?? '',
    };
    defauts.push(...incoherences(valeurs));
    return { cle: id, valeurs, defauts };
  },
};

function territoireOf(echelon: string) {
  return lireTerritoire[echelon as keyof typeof lireTerritoire];
}

/** What no single cell shows. */
function incoherences(valeurs: Cellules & Record<'cout' | 'montant' | 'taux', string>): Defaut[] {
  const { dotation = '', echelon = '', description = '', cout, montant, taux } = valeurs;
  const found: Defaut[] = [];
  if (dotation !== '' && !/^(?:DETR|DSIL|DSID)$/.test(dotation)) {
    found.push(defaut('dotation', 'valeur_inconnue', dotation, 'DETR | DSIL | DSID'));
  }
  if (echelon !== '' && !Object.hasOwn(lireTerritoire, echelon)) {
    found.push(defaut('echelon', 'valeur_inconnue', echelon, Object.keys(lireTerritoire).join(' | ')));
  }
  if (description === '') found.push(defaut('description', 'absent', ''));
  else if (isDamaged(description)) found.push(defaut('description', 'caracteres_abimes', description));
  const [total, part] = [Number(cout), Number(montant)];
  if (!(total > 0 && part > 0)) return found;
  if (part > total) found.push(defaut('montant_sub', 'subvention_exces', montant, `coût ${cout}`));
  else if (part > total * 0.8 + 0.01) {
    found.push(defaut('montant_sub', 'taux_eleve', montant, `${((100 * part) / total).toFixed(1)} % de ${cout}`));
  }
  // Published rates are rounded to four decimals.
  if (taux !== '' && Math.abs(Number(taux) - part / total) > 0.00006) {
    found.push(defaut('pct_sub', 'taux_different', taux, (part / total).toFixed(4)));
  }
  return found;
}
