import { parseSiret } from '../../../../values/siret.ts';
import {
  isDamaged,
  type LireCellule,
  lireChoix,
  lireCode,
  lireDate,
  lireMontant,
  lireSiret,
  lireTexte,
} from '../cellules.ts';
import { type Defaut, defaut, isErreur } from '../defaut.ts';
import type { TypeImport } from '../type-import.ts';

const MONTANT = 'investissement_financier_estimatif_total_de_l.etat';
const COMITE = 'date_de_validation_en_comité_de_sélection';

const COLONNES = [
  { nom: 'id', requise: true },
  { nom: 'raison_sociale', requise: true },
  { nom: 'siret', requise: true },
  { nom: 'type', requise: true },
  { nom: 'nb_cnfs', requise: false },
  { nom: COMITE, requise: true },
  { nom: MONTANT, requise: true },
  { nom: 'insee_com', requise: false },
  { nom: 'insee_dep', requise: false },
  { nom: 'insee_reg', requise: false },
  { nom: 'latitude', requise: false },
  { nom: 'longitude', requise: false },
  { nom: 'result_score', requise: false },
  { nom: 'result_label', requise: false },
  { nom: 'siret_doublon', requise: false },
] as const;

type NomColonne = (typeof COLONNES)[number]['nom'];

const lireType = lireChoix(['publique', 'privée']);
const lireCommune = lireCode(/^\d[\dAB]\d{3}$/, 5);
const lireDepartement = lireCode(/^(?:\d[\dAB]|97\d|98\d)$/, 2);
/** Below, the geocoder itself says that it may be another place. */
const SCORE_SUR = 0.6;

/** The structures that France Relance pays for digital advisers (« conseillers numériques »), as the ANCT publishes them. */
export const franceRelance: TypeImport = {
  id: 'france-relance',
  nom: 'Lauréats de France Relance (conseillers numériques)',
  format: 'json',
  colonnes: COLONNES,
  lire(cellules) {
    const defauts: Defaut[] = [];
    const read = (nom: NomColonne, lire: LireCellule, requis = false): string => {
      const brut = cellules[nom] ?? '';
      // An export that had no number wrote the word.
      const { texte, defaut: found } = lire(nom, brut === 'null' ? '' : brut);
      if (found) defauts.push(found);
      else if (requis && texte === '') defauts.push(defaut(nom, 'obligatoire', brut));
      return texte;
    };
    const siret = read('siret', lireSiret, true);
    if (siret !== '' && !defauts.some(isErreur) && !parseSiret(siret).ok) {
      defauts.push(defaut('siret', 'siret_faux', siret));
    }
    const id = read('id', lireTexte, true);
    const valeurs = {
      id,
      siret,
      nom: read('raison_sociale', lireTexte, true),
      type: read('type', lireType, true),
      postes: cellules['nb_cnfs'] ?? '',
      comite: read(COMITE, lireDate, true),
      montant: read(MONTANT, lireMontant, true),
      commune: read('insee_com', lireCommune),
      departement: read('insee_dep', lireDepartement),
      region: cellules['insee_reg'] ?? '',
      latitude: cellules['latitude'] ?? '',
      longitude: cellules['longitude'] ?? '',
    };
    defauts.push(...alertes(cellules));
    return { cle: id, valeurs, defauts };
  },
};

function alertes(cellules: Readonly<Partial<Record<string, string>>>): Defaut[] {
  const { latitude = '', result_score: score = '', result_label: label = '', siret = '' } = cellules;
  const found: Defaut[] = [];
  if (latitude === '') found.push(defaut('latitude', 'position_absente', ''));
  if (score !== '' && Number(score) < SCORE_SUR) found.push(defaut('result_score', 'position_douteuse', score));
  if (isDamaged(label)) found.push(defaut('result_label', 'caracteres_abimes', label));
  if (cellules['siret_doublon'] === 'oui') found.push(defaut('siret', 'siret_en_double', siret));
  return found;
}
