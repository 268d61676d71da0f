import { NBSP, quote } from '../../../values/french.ts';

/**
 * `erreur`: the row is not imported. `reparation`: it is, and what was read instead is told. `alerte`: it is, as it is,
 * and somebody should look.
 */
export type Gravite = 'erreur' | 'reparation' | 'alerte';

export type CodeDefaut = keyof typeof DEFAUTS;

/** Something wrong in one cell. */
export type Defaut = {
  /** Empty when it is the row as a whole. */
  readonly colonne: string;
  readonly code: CodeDefaut;
  /** What the file says, at most `LONGUEUR` characters of it. */
  readonly valeur: string;
  /** What was read instead, or what was expected; empty when the code says it all. */
  readonly precision: string;
};

const LONGUEUR = 300;

export function defaut(colonne: string, code: CodeDefaut, valeur: string, precision = ''): Defaut {
  return { colonne, code, valeur: valeur.slice(0, LONGUEUR).toWellFormed(), precision: precision.slice(0, LONGUEUR) };
}

export function graviteOf(code: CodeDefaut): Gravite {
  return DEFAUTS[code].gravite;
}

export function isErreur({ code }: Defaut): boolean {
  return DEFAUTS[code].gravite === 'erreur';
}

/** What is wrong, in one sentence. */
export function problemeOf(code: CodeDefaut): string {
  return DEFAUTS[code].probleme;
}

/** What to do about it, in one sentence. */
export function remedeOf(code: CodeDefaut): string {
  return DEFAUTS[code].remede;
}

/** `code` as the database gives it back, maybe from a newer version: unknown ones are undefined. */
export function parseCodeDefaut(code: string): CodeDefaut | undefined {
  return Object.hasOwn(DEFAUTS, code) ? (code as CodeDefaut) : undefined;
}

const TEXTE = `Dans le tableur, mettez la colonne au format ${quote('Texte')}`;
const RIEN = 'Rien à faire ici. Corrigez le fichier d’origine pour la prochaine fois.';

const erreur = (probleme: string, remede: string) => ({ gravite: 'erreur' as const, probleme, remede });
const reparation = (probleme: string, remede = RIEN) => ({ gravite: 'reparation' as const, probleme, remede });
const alerte = (probleme: string, remede: string) => ({ gravite: 'alerte' as const, probleme, remede });

const DEFAUTS = {
  // The row
  nombre_de_cellules: erreur(
    'La ligne n’a pas autant de cellules que l’en-tête a de colonnes.',
    `Cherchez un séparateur ou un guillemet de trop${NBSP}: un texte qui contient le séparateur s’écrit entre guillemets.`,
  ),
  objet_illisible: erreur('Cet objet JSON n’est pas lisible.', 'Exportez à nouveau le fichier depuis son logiciel.'),
  colonne_ignoree: alerte(
    'Cette colonne n’est pas du modèle.',
    'Elle est gardée avec la ligne d’origine, mais n’est pas lue. Vérifiez que son nom n’est pas mal écrit.',
  ),
  doublon: alerte(
    'Cette ligne répète, mot pour mot, une ligne du même fichier.',
    'Elle compte une seule fois. Si ce sont deux subventions, donnez-leur une référence différente.',
  ),
  conflit: erreur(
    'Une autre ligne du même fichier a la même clé et dit autre chose.',
    'Gardez la bonne ligne, ou donnez à chacune sa référence.',
  ),
  // Any cell
  obligatoire: erreur('Cette valeur est obligatoire et la cellule est vide.', 'Remplissez la cellule.'),
  absent: alerte('La cellule est vide.', 'Complétez-la si vous connaissez la valeur.'),
  trop_long: erreur('Ce texte est trop long.', 'Raccourcissez-le.'),
  valeur_inconnue: erreur('Cette valeur n’est pas de celles que le modèle permet.', 'Choisissez une valeur permise.'),
  valeur_reecrite: reparation('La valeur n’est pas écrite comme le modèle le demande.'),
  caracteres_abimes: alerte(
    'Des caractères accentués ont été perdus avant que ce fichier soit fait.',
    'Reprenez le texte à sa source.',
  ),
  // SIRET, RNA, codes
  siret_ecrase: erreur(
    `Le tableur a remplacé le numéro SIRET par un nombre arrondi${NBSP}: ses derniers chiffres sont perdus.`,
    `Reprenez le numéro dans les données d’origine. ${TEXTE} avant de coller.`,
  ),
  siret_decimale: reparation('Le tableur a ajouté une décimale au numéro SIRET.'),
  siret_zeros: reparation('Le tableur a enlevé les zéros du début du numéro SIRET.'),
  siret_faux: erreur('Ce numéro SIRET n’existe pas.', 'Vérifiez ses 14 chiffres sur l’annuaire des entreprises.'),
  siret_en_double: alerte(
    'La source signale que ce SIRET sert plusieurs fois.',
    'Vérifiez que ce sont bien des attributions différentes.',
  ),
  beneficiaire_absent: erreur('Le bénéficiaire n’a ni SIRET ni numéro RNA.', 'Indiquez au moins l’un des deux.'),
  rna_faux: erreur('Un numéro RNA s’écrit W suivi de 9 chiffres.', 'Vérifiez-le sur le récépissé de l’association.'),
  code_faux: erreur(
    'Ce code géographique n’a pas la forme attendue.',
    `Vérifiez les zéros du début. ${TEXTE} avant de coller.`,
  ),
  code_zeros: reparation('Le tableur a enlevé les zéros du début du code.'),
  // Dates
  date_reecrite: reparation('La date n’est pas écrite année-mois-jour.'),
  date_tableur: reparation('La date est le nombre de jours que le tableur garde.'),
  date_fausse: erreur('Cette date n’existe pas ou n’est pas comprise.', 'Écrivez-la année-mois-jour.'),
  periode_inexistante: alerte('Une date de cette période n’existe pas.', 'Vérifiez le jour et le mois.'),
  periode_renversee: alerte('Cette période finit avant de commencer.', 'Vérifiez les deux dates.'),
  // Amounts
  montant_reecrit: reparation('Le montant n’est pas écrit en chiffres avec un point.'),
  montant_arrondi: reparation(`Le montant a plus de deux décimales${NBSP}: il est arrondi au centime.`),
  montant_faux: erreur('Ce montant n’est pas compris.', 'Écrivez-le en chiffres, avec un point et deux décimales.'),
  montant_negatif: alerte('Le montant est négatif ou nul.', 'Vérifiez que c’est bien une annulation.'),
  part_reecrite: reparation('La part n’est pas écrite comme un nombre entre 0 et 1.'),
  part_fausse: erreur('La part versée au bénéficiaire va de 0.01 à 1.', 'Écrivez par exemple 0.45 pour 45 %.'),
  parts_exces: erreur('Les parts des bénéficiaires dépassent le tout.', 'Corrigez-les pour que leur somme soit 1.'),
  taux_eleve: alerte(
    'La subvention dépasse 80 % du coût (CGCT, art. L1111-10).',
    'Vérifiez qu’une dérogation le permet.',
  ),
  subvention_exces: alerte('La subvention dépasse le coût du projet.', 'Vérifiez les deux montants.'),
  taux_different: alerte(
    'Le taux écrit n’est pas celui que donnent le coût et la subvention.',
    'Vérifiez les deux montants et le taux.',
  ),
  // Places
  position_absente: alerte('La position n’est pas connue.', 'Indiquez l’adresse pour la retrouver.'),
  position_douteuse: alerte('La position a été devinée avec peu de certitude.', 'Vérifiez l’adresse.'),
} satisfies Readonly<Record<string, { readonly gravite: Gravite; readonly probleme: string; readonly remede: string }>>;
