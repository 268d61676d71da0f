import { tropLong } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { type JourFields, parseJourFields } from '../../../values/parse-jour-fields.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { parseSiret, type Siret, sirenOf } from '../../../values/siret.ts';
import { ETATS, type EtatDemande } from './habilitation.ts';

/** What the form sends, as typed. */
export type Saisie = {
  readonly datapass: string;
  readonly etat: string;
  readonly scopes: string;
  readonly baseLegale: string;
  readonly finalite: string;
  readonly conservationMois: string;
  readonly siret: string;
  readonly valableDu: JourFields;
  readonly valableJusquau: JourFields;
};

export type Declaree = {
  readonly datapassId: number | null;
  readonly etat: EtatDemande;
  readonly scopes: readonly string[];
  readonly baseLegale: string;
  readonly finalite: string;
  readonly conservationMois: number;
  readonly siret: Siret | null;
  readonly valableDu: Jour;
  readonly valableJusquau: Jour;
};

/** Sentences by name of field. */
export type ErreursDeclaration = { readonly [champ in keyof Saisie]?: string };

const LONGEST_TEXT = 2000;
const MOST_SCOPES = 100;

/** @param siren of the organisation: data are for nobody else */
export function lireDeclaration(saisie: Saisie, siren: string): Result<Declaree, ErreursDeclaration> {
  const datapassId = lireNumero(saisie.datapass);
  const etat = ETATS.find((known) => known === saisie.etat);
  const scopes = lireScopes(saisie.scopes);
  const baseLegale = lireTexte(saisie.baseLegale, 'Indiquez les textes qui autorisent ce traitement.');
  const finalite = lireTexte(saisie.finalite, 'Dites à quoi ces données servent dans la démarche.');
  const mois = /^\d{1,3}$/.test(saisie.conservationMois.trim()) ? Number(saisie.conservationMois) : 0;
  const siret = lireSiret(saisie.siret, siren);
  const du = parseJourFields(saisie.valableDu);
  const jusquau = parseJourFields(saisie.valableJusquau);
  if (
    datapassId.ok &&
    etat &&
    scopes.ok &&
    baseLegale.ok &&
    finalite.ok &&
    mois >= 1 &&
    mois <= 120 &&
    siret.ok &&
    du.ok &&
    jusquau.ok &&
    du.value <= jusquau.value
  ) {
    return ok({
      datapassId: datapassId.value,
      etat,
      scopes: scopes.value,
      baseLegale: baseLegale.value,
      finalite: finalite.value,
      conservationMois: mois,
      siret: siret.value,
      valableDu: du.value,
      valableJusquau: jusquau.value,
    });
  }
  const reversed = du.ok && jusquau.ok && du.value > jusquau.value;
  return refuse({
    ...errorOf('datapass', datapassId),
    ...(etat ? {} : { etat: 'Choisissez où en est la demande.' }),
    ...errorOf('scopes', scopes),
    ...errorOf('baseLegale', baseLegale),
    ...errorOf('finalite', finalite),
    ...(mois >= 1 && mois <= 120 ? {} : { conservationMois: 'Indiquez un nombre de mois, de 1 à 120.' }),
    ...errorOf('siret', siret),
    ...(du.ok ? {} : { valableDu: du.error.message.replace('une date', 'le début de validité') }),
    ...(jusquau.ok ? {} : { valableJusquau: jusquau.error.message.replace('une date', 'la fin de validité') }),
    ...(reversed ? { valableJusquau: 'La fin vient avant le début.' } : {}),
  });
}

function errorOf(champ: keyof Saisie, result: Result<unknown>): ErreursDeclaration {
  return result.ok ? {} : { [champ]: result.error };
}

function lireNumero(saisi: string): Result<number | null> {
  const text = saisi.replace(/\s/g, '');
  if (text === '') return ok(null);
  const value = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  return value > 0 ? ok(value) : refuse('Le numéro de la demande DataPass ne contient que des chiffres.');
}

/** One a line, or apart by commas or spaces: as they are pasted from DataPass. */
function lireScopes(saisis: string): Result<readonly string[]> {
  const scopes = [...new Set(saisis.split(/[\s,;]+/).filter(Boolean))];
  const wrong = scopes.find((scope) => !/^[a-z][a-z0-9_.:-]{1,119}$/.test(scope));
  if (wrong !== undefined)
    return refuse('Un scope s’écrit en minuscules sans accent, par exemple cnaf_quotient_familial.');
  if (scopes.length > MOST_SCOPES) return refuse(`Indiquez ${MOST_SCOPES} scopes au plus.`);
  return ok(scopes);
}

function lireTexte(saisi: string, vide: string): Result<string> {
  const text = saisi.trim();
  if (text === '') return refuse(vide);
  return text.length > LONGEST_TEXT ? refuse(tropLong(LONGEST_TEXT)) : ok(text);
}

function lireSiret(saisi: string, siren: string): Result<Siret | null> {
  if (saisi.trim() === '') return ok(null);
  const siret = parseSiret(saisi);
  if (!siret.ok) return siret;
  return sirenOf(siret.value) === siren
    ? siret
    : refuse('Ce SIRET n’est pas celui d’un établissement de votre organisation.');
}
