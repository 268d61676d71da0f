/** One thing that happened to a dossier, as people read it. */
export type Evenement = {
  readonly titre: string;
  /** « vous », « Camille Roy », « Parvis ». */
  readonly auteur: string;
  readonly at: string;
};

type Acteur = { readonly type: 'usager' | 'agent' | 'systeme' | 'public'; readonly id: string | null };
type Entree = { readonly at: string; readonly type: string; readonly acteur: Acteur };

/** What each type of fact is called. A fact without a title here is not shown: it is for machines. */
const TITRES: Readonly<Record<string, string>> = {
  'dossier.commence': 'Brouillon commencé',
  'dossier.depose': 'Demande déposée',
  'dossier.corrige': 'Correction envoyée',
  'dossier.correction_demandee': 'Correction demandée',
  'dossier.message': 'Message envoyé',
  'dossier.en_instruction': 'Instruction commencée',
  'dossier.rouvert': 'Dossier rouvert',
  'dossier.accepte': 'Demande acceptée',
  'dossier.refuse': 'Demande refusée',
  'dossier.sans_suite': 'Demande classée sans suite',
  'dossier.recours': 'Recours gracieux déposé',
  'dossier.recours_rejete': 'Recours gracieux rejeté',
  'dossier.recours_rejet_implicite': 'Recours gracieux rejeté par le silence du service',
  'dossier.rattache': 'Comptes de l’usager réunis',
  'dossier.compte_efface': 'Compte de l’usager effacé',
  'dossier.abandonne': 'Brouillon supprimé',
  'dossier.donnees_effacees': 'Réponses d’autres administrations effacées',
  'dossier.lettre': 'Lettre de décision produite',
};

/** The steps, oldest first, without the readings. */
export function etapesOf(entrees: readonly Entree[], nomOf: (acteur: Acteur) => string): readonly Evenement[] {
  return entrees.flatMap((entree) => {
    const titre = TITRES[entree.type];
    return titre ? [{ titre, auteur: nomOf(entree.acteur), at: entree.at }] : [];
  });
}

/** Who opened the dossier, and when they last did; most recent first. */
export function lecturesOf(
  entrees: readonly Entree[],
  nomOf: (acteur: Acteur) => string,
): readonly { readonly nom: string; readonly fois: number; readonly derniere: string }[] {
  const readings = Map.groupBy(
    entrees.filter((entree) => entree.type === 'dossier.consulte'),
    (entree) => entree.acteur.id ?? '',
  );
  return [...readings.values()]
    .flatMap((group) => {
      const last = group.at(-1);
      return last ? [{ nom: nomOf(last.acteur), fois: group.length, derniere: last.at }] : [];
    })
    .sort((a, b) => (a.derniere < b.derniere ? 1 : -1));
}
