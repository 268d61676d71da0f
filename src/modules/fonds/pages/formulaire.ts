import type { Clock } from '../../../platform/clock.ts';
import type { DatePart } from '../../../platform/html/components/date-fields.tsx';
import type { FormData } from '../../../platform/http/form.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, tropLong } from '../../../values/french.ts';
import { fromPlainDate, type Jour, jour } from '../../../values/jour.ts';
import { type Montant, ZERO } from '../../../values/montant.ts';
import { parseJourFields } from '../../../values/parse-jour-fields.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** By name of field, the sentence that stands beside it. */
export type Erreurs = Readonly<Record<string, string | undefined>>;

const LONGEST = 500;

/** Stands for an answer that was refused: `read` gives nothing back then. */
const AUCUN_JOUR = jour('0001-01-01');

export type Lecture = ReturnType<typeof lectureOf>['lecture'];

/**
 * Reads a form field by field, and every refusal beside its field.
 * @param build asks for each answer; what it makes is given back when none was refused
 */
export function readForm<T>(form: FormData, build: (lecture: Lecture) => T): Result<T, Erreurs> {
  const { lecture, erreurs } = lectureOf(form);
  const value = build(lecture);
  return Object.keys(erreurs).length === 0 ? ok(value) : refuse(erreurs);
}

function lectureOf(form: FormData) {
  const erreurs: Record<string, string> = {};
  const text = (name: string) => form.get(name).trim();
  const isEmptyDate = (name: string) => PARTS.every((part) => text(`${name}.${part}`) === '');
  const lecture = {
    texte(name: string, absent: string, longest = LONGEST): string {
      const found = text(name);
      if (found === '') erreurs[name] = absent;
      if (found.length > longest) erreurs[name] = tropLong(longest);
      return found;
    },
    texteFacultatif(name: string): string | null {
      return text(name) === '' ? null : lecture.texte(name, '');
    },
    montant(name: string): Montant {
      const montant = parseMontant(text(name));
      if (!montant.ok) erreurs[name] = montant.error;
      return montant.ok ? montant.value : ZERO;
    },
    /** Nothing typed is nothing. */
    montantFacultatif(name: string): Montant {
      return text(name) === '' ? ZERO : lecture.montant(name);
    },
    date(name: string): Jour {
      const [jourTyped, mois, annee] = PARTS.map((part) => form.get(`${name}.${part}`));
      const date = parseJourFields({ jour: jourTyped ?? '', mois: mois ?? '', annee: annee ?? '' });
      if (!date.ok) erreurs[name] = date.error.message;
      return date.ok ? date.value : AUCUN_JOUR;
    },
    /** The day of what has happened: one to come is a slip of the keyboard, and what is written of it stays for good. */
    dateDeFait(name: string, clock: Clock): Jour {
      const date = lecture.date(name);
      const aujourdhui = fromPlainDate(clock.today());
      if (date > aujourdhui) {
        erreurs[name] = `Cette date est à venir${NBSP}: nous sommes le ${formatJour(aujourdhui)}. Corrigez-la.`;
      }
      return date;
    },
    dateFacultative(name: string): Jour | null {
      return isEmptyDate(name) ? null : lecture.date(name);
    },
    entier(name: string, { min, max, absent }: { min: number; max: number; absent: string }): number {
      const digits = text(name).replaceAll(/\s/g, '');
      const number = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
      if (!(number >= min && number <= max)) erreurs[name] = absent;
      return number;
    },
    choix<C extends string>(name: string, known: readonly C[], absent: string): C {
      const found = known.find((one) => one === text(name));
      if (found === undefined) erreurs[name] = absent;
      return found ?? (known[0] as C);
    },
    /** What a parser of values makes of it. */
    valeur<V>(name: string, parse: (typed: string) => Result<V>, refused: V): V {
      const parsed = parse(text(name));
      if (!parsed.ok) erreurs[name] = parsed.error;
      return parsed.ok ? parsed.value : refused;
    },
  };
  return { lecture, erreurs };
}

const PARTS: readonly DatePart[] = ['jour', 'mois', 'annee'];

/** What a field shows: what was typed, or what is known, and what is wrong with it. */
export function fieldsOf(form: FormData, erreurs: Erreurs) {
  return {
    champ(name: string, known = '') {
      return { name, value: form.has(name) ? form.get(name) : known, error: erreurs[name] };
    },
    date(name: string, known?: Jour | null) {
      const [annee, mois, day] = known?.split('-') ?? [];
      const shown = { jour: day, mois, annee };
      const typed = PARTS.some((part) => form.has(`${name}.${part}`));
      const value = Object.fromEntries(
        PARTS.map((part) => [part, typed ? form.get(`${name}.${part}`) : (shown[part] ?? '')]),
      );
      return { name, value, error: erreurs[name] };
    },
  };
}

export type Fields = ReturnType<typeof fieldsOf>;

/** What is typed in a field of money. */
export function typedMontant(montant: Montant): string {
  const cents = String(montant % 100).padStart(2, '0');
  const euros = String(Math.trunc(montant / 100));
  return cents === '00' ? euros : `${euros},${cents}`;
}
