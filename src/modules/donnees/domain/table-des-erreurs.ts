import type { NomComportement } from './comportements.ts';

/** One line of what API Particulier documents. The same code means different things under two statuses. */
export type LigneErreur = {
  readonly status: number;
  readonly code: string;
  /** When the same status and code hide two meanings: the title that has this one. */
  readonly titre?: string;
  readonly comportement: NomComportement;
};

const lines = (status: number, comportement: NomComportement, ...codes: readonly string[]): readonly LigneErreur[] =>
  codes.map((code) => ({ status, code, comportement }));

/** Providers, by the two first digits of their codes. */
const DSS = ['10', '23', '35', '37', '40'];
const AUTRES = ['24', '25', '26', '30', '31', '39', '41', '42'];
const each = (providers: readonly string[], suffix: string) => providers.map((provider) => `${provider}${suffix}`);

/**
 * Every error of API Particulier v3 and v4, by status and code. What is not here falls under the general behaviour of
 * its status: see `issue.ts`.
 */
export const TABLE_DES_ERREURS: readonly LigneErreur[] = [
  ...lines(401, 'jeton_refuse', '00101'),
  ...lines(401, 'jeton_expire', '00103'),
  ...lines(401, 'jeton_divulgue', '00105'),
  ...lines(401, 'identification', '50001', '50002', '50003'),
  ...lines(403, 'droits_insuffisants', '00100'),
  ...lines(403, 'siret_non_autorise', '39001'),

  // Titles first: a breakdown disguised as « not found ».
  { status: 404, code: '35003', titre: 'Erreur inattendue', comportement: 'panne_deguisee' },
  { status: 404, code: '40003', titre: 'Erreur inattendue', comportement: 'panne_deguisee' },
  ...lines(404, 'inconnu', ...each([...DSS, ...AUTRES], '003')),

  ...lines(409, 'en_cours', '00015'),

  ...lines(422, 'requete_incorrecte', '00203', '00419'),
  ...lines(422, 'identifiant', '00360', '00380'),
  ...lines(422, 'etat_civil', '00366', '00427'),
  ...lines(422, 'plusieurs_personnes', '00391'),

  ...lines(429, 'trop_de_requetes', '00429'),
  ...lines(429, 'quota_fournisseur', '39004'),

  ...lines(502, 'reponse_inconnue', ...each([...DSS, ...AUTRES], '999')),

  ...lines(504, 'panne_reseau', '00501'),
  ...lines(504, 'service_indisponible', ...each([...DSS, ...AUTRES], '001')),
  ...lines(504, 'hors_delai', ...each([...DSS, ...AUTRES], '002')),
  ...lines(504, 'service_indisponible', ...each([...DSS, ...AUTRES], '004')),
  ...lines(504, 'quota_fournisseur', '37008'),
];

export type Erreur = { readonly code: string; readonly titre: string };

/** @returns undefined when the documentation does not know this status and code together */
export function findErreur(status: number, { code, titre }: Erreur): LigneErreur | undefined {
  return TABLE_DES_ERREURS.find(
    (line) => line.status === status && line.code === code && (line.titre === undefined || line.titre === titre),
  );
}
