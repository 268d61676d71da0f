import { removeAccents } from '../../../values/french.ts';
import { type Jour, jourOf } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Defaut } from './defaut.ts';

/** What the accountant says of one payment. */
export type LigneRetour = {
  readonly ligne: number;
  readonly reference: string;
  readonly montant: Montant;
  readonly issue: 'paye' | 'rejete';
  readonly le: Jour;
  /** Why it was rejected. */
  readonly motif: string | null;
};

export type Rangee = { readonly line: number; readonly cells: readonly string[] };

export type Retour = { readonly lignes: readonly LigneRetour[]; readonly defauts: readonly Defaut[] };

/** As many as a return may say at once: several sheets. */
const LARGEST_RETOUR = 2000;

/**
 * Reads what the accountant sent back: the columns in any order, beside any others; the statut and the date as people
 * write them. A line without a statut says nothing yet. What cannot be read is told, and stops nothing else.
 */
export function readRetour([heading, ...rest]: readonly Rangee[]): Retour {
  const places = placesOf(heading?.cells ?? []);
  if (!places.ok) return { lignes: [], defauts: [places.error] };
  if (rest.length > LARGEST_RETOUR) {
    const probleme = `Le fichier a plus de ${LARGEST_RETOUR} lignes.`;
    return { lignes: [], defauts: [{ ...ENTETE, probleme, remede: 'Envoyez-le en plusieurs fichiers.' }] };
  }
  const lignes = new Map<string, LigneRetour>();
  const defauts: Defaut[] = [];
  for (const rangee of rest) {
    const read = readLigne(rangee, places.value);
    if (!read.ok) defauts.push(...read.error);
    else if (read.value && lignes.has(read.value.reference)) defauts.push(deuxFois(read.value));
    else if (read.value) lignes.set(read.value.reference, read.value);
  }
  return { lignes: [...lignes.values()], defauts };
}

const COLONNES = ['reference', 'montant', 'statut', 'date', 'motif'] as const;
type Colonne = (typeof COLONNES)[number];
type Places = Readonly<Record<Colonne, number>>;

const ENTETE = { ligne: 1, colonne: '', valeur: '' };

function placesOf(cells: readonly string[]): Result<Places, Defaut> {
  const names = cells.map((cell) => removeAccents(cell).trim().toLowerCase());
  const absent = COLONNES.filter((colonne) => !names.includes(colonne));
  if (absent.length > 0) {
    return refuse({
      ...ENTETE,
      colonne: absent.join(', '),
      probleme: 'Il manque des colonnes à la première ligne du fichier.',
      remede: 'Renvoyez le fichier du lot avec ses titres de colonnes.',
    });
  }
  const places = COLONNES.map((colonne) => [colonne, names.indexOf(colonne)] as const);
  return ok(Object.fromEntries(places) as Record<Colonne, number>);
}

/** @returns undefined for a payment of which nothing is said yet */
function readLigne({ line, cells }: Rangee, places: Places): Result<LigneRetour | undefined, readonly Defaut[]> {
  const at = (colonne: Colonne) => (cells[places[colonne]] ?? '').trim();
  const statut = at('statut');
  if (statut === '' && at('date') === '' && at('motif') === '') return ok(undefined);
  const issue = ISSUES.get(removeAccents(statut).toLowerCase());
  const montant = parseMontant(at('montant'));
  const le = readDate(at('date'));
  const defauts: Defaut[] = [];
  const tell = (colonne: Colonne, probleme: string, remede: string) =>
    defauts.push({ ligne: line, colonne, valeur: at(colonne), probleme, remede });
  if (at('reference') === '') tell('reference', 'La référence manque.', 'Recopiez celle du lot.');
  if (!issue) tell('statut', 'Ce statut n’est pas connu.', 'Écrivez « payé » ou « rejeté ».');
  if (!montant.ok) tell('montant', 'Le montant ne se lit pas.', montant.error);
  if (!le) tell('date', 'La date ne se lit pas.', remedeDeDate(at('date')));
  if (issue === 'rejete' && at('motif') === '') {
    tell('motif', 'Un rejet sans motif ne se corrige pas.', 'Dites pourquoi le paiement est rejeté.');
  }
  if (!issue || !montant.ok || !le || defauts.length > 0) return refuse(defauts);
  const motif = issue === 'rejete' ? at('motif').slice(0, 500) : null;
  return ok({ ligne: line, reference: at('reference'), montant: montant.value, issue, le, motif });
}

const ISSUES: ReadonlyMap<string, 'paye' | 'rejete'> = new Map([
  ['paye', 'paye'],
  ['payee', 'paye'],
  ['rejete', 'rejete'],
  ['rejetee', 'rejete'],
]);

/** A number of days is what a spreadsheet writes when its column is not of dates: from 1900 or 1904, nobody can tell. */
const remedeDeDate = (typed: string) =>
  /^\d{5}([.,]\d+)?$/.test(typed)
    ? 'Dans votre tableur, mettez cette colonne au format Date, puis enregistrez de nouveau en CSV.'
    : 'Écrivez-la comme 2026-11-24 ou 24/11/2026.';

function readDate(text: string): Jour | undefined {
  const day = text.replace(/[T ]00:00(?::00)?$/, '');
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  if (iso) return jourOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return french ? jourOf(Number(french[3]), Number(french[2]), Number(french[1])) : undefined;
}

function deuxFois({ ligne, reference }: LigneRetour): Defaut {
  return {
    ligne,
    colonne: 'reference',
    valeur: reference,
    probleme: 'Cette référence est déjà plus haut dans le fichier.',
    remede: 'Gardez une seule ligne par référence.',
  };
}
