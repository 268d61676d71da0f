import { normaliseName } from '../../../values/names.ts';

/** The civil status that FranceConnect certified, or that a parent gives of a child: whom we ask about. */
export type EtatCivil = {
  readonly prenoms: readonly string[];
  readonly nomNaissance: string;
  readonly nomUsage?: string;
  readonly sexe?: 'feminin' | 'masculin';
  /** `AAAA-MM-JJ`; `AAAA-00-00` when the day is presumed. */
  readonly dateNaissance: string;
  /** Insee code, possibly of a commune that no longer exists; absent when born abroad. */
  readonly codeCommuneNaissance?: string;
  readonly codePaysNaissance?: string;
};

/** Somebody as an answer names them; what is masked or unreadable is absent. */
export type PersonneNommee = {
  readonly nom?: string | null | undefined;
  readonly prenoms?: string | null | undefined;
  readonly dateNaissance?: string | null | undefined;
};

/**
 * Whether an answer speaks of the person asked about. Birth name, first names and birth date must all agree: twins
 * share two of the three. Registers cut the list of first names short, so one list may begin the other; a presumed
 * birth is compared by its year. What the answer does not say does not agree.
 */
export function isPersonne(
  nommee: PersonneNommee,
  asked: Pick<EtatCivil, 'nomNaissance' | 'prenoms' | 'dateNaissance'>,
) {
  const nom = normaliseName(nommee.nom ?? '');
  return (
    nom !== '' &&
    nom === normaliseName(asked.nomNaissance) &&
    samePrenoms(normaliseName(nommee.prenoms ?? ''), asked.prenoms) &&
    sameBirth(nommee.dateNaissance ?? '', asked.dateNaissance)
  );
}

/** The first one whole (« Jean-Paul » is not « Jean »), then one list begins the other. */
function samePrenoms(named: string, asked: readonly string[]): boolean {
  const first = normaliseName(asked[0] ?? '');
  return first !== '' && begins(named, first) && oneBeginsOther(named, normaliseName(asked.join(' ')));
}

function oneBeginsOther(a: string, b: string): boolean {
  return begins(a, b) || begins(b, a);
}

function begins(whole: string, start: string): boolean {
  return whole === start || whole.startsWith(`${start} `);
}

const CIVIL = /^\d{4}-\d{2}-\d{2}$/;

function sameBirth(a: string, b: string): boolean {
  if (!CIVIL.test(a) || !CIVIL.test(b)) return false;
  return isPresumed(a) || isPresumed(b) ? a.slice(0, 4) === b.slice(0, 4) : a === b;
}

/** A birth whose day, or month, nobody knows: `1987-00-00`. */
export function isPresumed(date: string): boolean {
  return date.slice(5, 7) === '00' || date.slice(8, 10) === '00';
}
