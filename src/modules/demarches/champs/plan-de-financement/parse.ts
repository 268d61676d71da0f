import { NBSP, quote } from '../../../../values/french.ts';
import type { Champ, ChampParser, ContexteChamp, Erreurs } from '../../domain/champ.ts';
import type { Faits } from '../../domain/condition.ts';
import type { Ligne } from '../../domain/ligne.ts';
import { prefixParties, type Saisie } from '../../domain/saisie.ts';
import { lu, VIDE } from '../lu.ts';
import type { RepetitionOptions } from '../repetition/definition.ts';
import { repetitionParser } from '../repetition/parse.ts';
import { type PlanDeFinancementOptions, tables } from './definition.ts';
import { tableDesDepenses, tableDesRecettes } from './tables.ts';
import { desequilibre, LIBELLES_DES_NATURES, type Plan, type Tables, totaliser } from './totaux.ts';

/**
 * Rows are read first; what the plan as a whole must be is said once each of them is right, for a total over a row that
 * is not understood would mislead.
 */
export const planDeFinancementParser: ChampParser<PlanDeFinancementOptions, Plan> = {
  parse(saisie, { options }, contexte) {
    const depenses = lireTable(saisie, tableDesDepenses(options), contexte);
    const recettes = lireTable(saisie, tableDesRecettes(options), contexte);
    if (depenses.isBlank && recettes.isBlank) return VIDE;
    const rows: Tables = {
      depenses: tables.depenses.parse(depenses.lignes),
      recettes: tables.recettes.parse(recettes.lignes),
    };
    const ofRows = { ...depenses.erreurs, ...recettes.erreurs, ...montantsNuls(rows) };
    const erreurs = Object.keys(ofRows).length > 0 ? ofRows : erreursDuPlan(rows);
    const plan = { ...totaliser(rows), ...rows };
    if (Object.keys(erreurs).length === 0) return lu(plan);
    const isEmpty = rows.depenses.length + rows.recettes.length === 0;
    return { ok: false, erreurs, ...(isEmpty ? {} : { valeur: plan }) };
  },

  typed: (plan, { options }, contexte) => ({
    ...prefixParties(
      'depenses',
      repetitionParser.typed(plan.depenses.map(asLigne), tableDesDepenses(options), contexte),
    ),
    ...prefixParties(
      'recettes',
      repetitionParser.typed(plan.recettes.map(asLigne), tableDesRecettes(options), contexte),
    ),
  }),
};

type TableLue = { readonly lignes: readonly Ligne[]; readonly erreurs: Erreurs; readonly isBlank: boolean };

function lireTable(saisie: Saisie, table: Champ<RepetitionOptions>, contexte: ContexteChamp): TableLue {
  const typed = saisie.sous(table.id);
  const optional = { ...table, obligatoire: false, options: { ...table.options, min: 0 } };
  const loose = repetitionParser.parse(typed, optional, contexte, SEUL);
  const isBlank = loose.ok && loose.valeur === undefined;
  const strict = repetitionParser.parse(typed, table, contexte, SEUL);
  const erreurs: Erreurs = strict.ok ? (isBlank ? { '': AU_MOINS_UNE[table.id] ?? '' } : {}) : strict.erreurs;
  return { lignes: strict.valeur ?? [], erreurs: prefixErreurs(table.id, erreurs), isBlank };
}

/** A table sees nothing of the démarche: an answer of the same name elsewhere is not its rows. */
const SEUL: Faits = { reponses: {}, origines: {} };

const AU_MOINS_UNE: Readonly<Record<string, string>> = {
  depenses: 'Ajoutez au moins une dépense.',
  recettes: 'Ajoutez au moins une recette.',
};

function prefixErreurs(table: string, erreurs: Erreurs): Erreurs {
  return Object.fromEntries(
    Object.entries(erreurs).map(([partie, message]) => [partie === '' ? table : `${table}.${partie}`, message]),
  );
}

function montantsNuls(rows: Tables): Erreurs {
  const empty = (['depenses', 'recettes'] as const).flatMap((table) =>
    rows[table].filter(({ montant }) => montant === 0).map(({ _id }) => [`${table}.${_id}.montant`, NUL]),
  );
  return Object.fromEntries(empty);
}

const NUL = 'Indiquez un montant supérieur à zéro, ou retirez cette ligne.';

function erreursDuPlan(rows: Tables): Erreurs {
  const [first, second] = rows.recettes.filter(({ nature }) => nature === 'aide_demandee');
  const balance = desequilibre(rows);
  return {
    ...(first ? {} : { recettes: SANS_DEMANDE }),
    ...(second ? { [`recettes.${second._id}.nature`]: DEUX_DEMANDES } : {}),
    ...(balance ? { totaux: balance } : {}),
  };
}

const DEMANDE = quote(LIBELLES_DES_NATURES.aide_demandee);
const SANS_DEMANDE = `Ajoutez une recette de nature ${DEMANDE}${NBSP}: c’est la somme que vous demandez ici.`;
const DEUX_DEMANDES = `L’aide demandée tient en une ligne${NBSP}: une autre recette est déjà de nature ${DEMANDE}.`;

/** The cells that are there, as a row of a repetition. */
function asLigne(row: { readonly _id: string; readonly [cellule: string]: string | number | boolean }): Ligne {
  return row;
}
