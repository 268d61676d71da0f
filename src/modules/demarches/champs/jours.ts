import { type Jour, toPlainDate } from '../../../values/jour.ts';
import { type JourFields, parseJourFields } from '../../../values/parse-jour-fields.ts';
import type { Erreurs } from '../domain/champ.ts';
import type { Parties, Saisie } from '../domain/saisie.ts';

type JourLu =
  | { readonly ok: true; readonly valeur: Jour | undefined }
  | { readonly ok: false; readonly erreurs: Erreurs };

/** Reads the three fields of a date. The error goes to the field that is wrong, or to the date when several are. */
export function lireJour(saisie: Saisie, years: { min: number; max: number }): JourLu {
  const fields: JourFields = { jour: saisie.get('jour'), mois: saisie.get('mois'), annee: saisie.get('annee') };
  if (Object.values(fields).every((field) => field === '')) return { ok: true, valeur: undefined };
  const read = parseJourFields(fields, { years });
  if (read.ok) return { ok: true, valeur: read.value };
  const [first = '', ...others] = read.error.fields;
  return { ok: false, erreurs: { [others.length === 0 ? first : '']: read.error.message } };
}

export function partiesDeJour(date: Jour): Parties {
  const { day, month, year } = toPlainDate(date);
  return { jour: String(day), mois: String(month), annee: String(year).padStart(4, '0') };
}
