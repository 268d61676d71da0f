import { jourFromInstant } from '../../../../values/jour.ts';

/** What the register of establishments (Sirene) says of one. What its holder keeps from publication is absent. */
export type Etablissement = {
  /** The number that was asked. */
  readonly siret: string;
  /** The number that replaces it, when the register redirects. */
  readonly remplacePar?: string;
  readonly nom?: string;
  /** One line, as the register writes it. */
  readonly adresse?: string;
  readonly formeJuridique?: string;
  readonly rna?: string;
  readonly etat: 'ouvert' | 'ferme';
  /** `AAAA-MM-JJ`, when the register says it. */
  readonly fermeLe?: string;
  /** True when part of it is kept from publication: it was left out, and must not be looked for elsewhere. */
  readonly masque?: true;
};

/** The legal unit behind its establishments. */
export type UniteLegale = Omit<Etablissement, 'siret' | 'adresse'> & {
  readonly siren: string;
  readonly siretSiege?: string;
};

/** An association, in the national register (RNA) or in that of Alsace-Moselle. */
export type Association = {
  readonly rna?: string;
  readonly siren?: string;
  readonly siretSiege?: string;
  readonly nom: string;
  readonly adresse?: string;
  readonly active: boolean;
  readonly dissouteLe?: string;
};

/**
 * Unix seconds to the civil date in Paris. Negative before 1970: the Croix-Rouge dates from 1952 there.
 *
 * @returns undefined when it is no instant of ours: real payloads hold the year 10432
 */
export function jourUnix(secondes: number | null | undefined): string | undefined {
  if (typeof secondes !== 'number' || !Number.isSafeInteger(secondes)) return undefined;
  if (secondes < FIRST_SECOND || secondes > LAST_SECOND) return undefined;
  return jourFromInstant(Temporal.Instant.fromEpochMilliseconds(secondes * 1000));
}

/** From 1800 to 2100. */
const FIRST_SECOND = -5_364_662_400;
const LAST_SECOND = 4_102_444_800;

/** Words joined by spaces, those that are given. @returns undefined when none is */
export function mots(...parties: readonly (string | null | undefined)[]): string | undefined {
  const given = parties.filter((partie) => typeof partie === 'string' && partie !== '');
  return given.length === 0 ? undefined : given.join(' ');
}
