import { z } from 'zod';
import { texteOuVide } from './texte-recu.ts';

/** The identity that FranceConnect certifies. Birth names, as the civil register writes them. */
export type IdentiteCertifiee = {
  readonly prenoms: readonly string[];
  /** Empty for the few people who have a first name only. */
  readonly nomNaissance: string;
  readonly nomUsage?: string;
  readonly sexe?: 'feminin' | 'masculin';
  /** `AAAA-MM-JJ`; absent when the register does not know the whole date. */
  readonly dateNaissance?: string;
  /** INSEE code, possibly of a commune that no longer exists; absent when born abroad. */
  readonly codeCommuneNaissance?: string;
  readonly codePaysNaissance?: string;
  /** Contact only, never a key: not verified, and shared by several people. */
  readonly email?: string;
};

/** The same, complete enough to recognise somebody in another administration's answer. */
export type IdentitePivot = IdentiteCertifiee & { readonly dateNaissance: string };

const code = (pattern: RegExp) => z.string().regex(pattern).optional().catch(undefined);

const userinfoSchema = z
  .object({
    given_name: texteOuVide.optional(),
    given_name_array: z.array(texteOuVide).max(30).optional(),
    family_name: texteOuVide.optional(),
    preferred_username: texteOuVide.optional().catch(undefined),
    gender: z.enum(['male', 'female']).optional().catch(undefined),
    birthdate: z.iso.date().optional().catch(undefined),
    birthplace: code(/^(?:\d{2}|2[AB])\d{3}$/),
    birthcountry: code(/^99\d{3}$/),
    email: code(/^[^\s@]{1,64}@[^\s@]{1,189}$/),
  })
  .transform((read) => ({
    ...read,
    // Compound first names written with a space are only told apart by the array.
    prenoms: (read.given_name_array ?? read.given_name?.split(' ') ?? []).filter(Boolean),
  }))
  .refine(({ prenoms, family_name }) => prenoms.length > 0 || Boolean(family_name), 'nobody is named');

/**
 * Reads the verified userinfo of FranceConnect.
 * @throws z.ZodError when nobody is named: no session is opened then.
 */
export function parseIdentite(userinfo: Readonly<Record<string, unknown>>): IdentiteCertifiee {
  const read = userinfoSchema.parse(userinfo);
  return {
    prenoms: read.prenoms,
    nomNaissance: read.family_name ?? '',
    ...(read.birthdate ? { dateNaissance: read.birthdate } : {}),
    ...(read.preferred_username ? { nomUsage: read.preferred_username } : {}),
    ...(read.gender ? { sexe: read.gender === 'female' ? ('feminin' as const) : ('masculin' as const) } : {}),
    ...(read.birthplace ? { codeCommuneNaissance: read.birthplace } : {}),
    ...(read.birthcountry ? { codePaysNaissance: read.birthcountry } : {}),
    ...(read.email ? { email: read.email } : {}),
  };
}

export function isPivot(identite: IdentiteCertifiee): identite is IdentitePivot {
  return identite.dateNaissance !== undefined;
}

/**
 * The traits from which FranceConnect makes its subject: when one of them changes, so does the subject. An answer that
 * keeps the subject and changes a trait is therefore about somebody else.
 */
export function traitsOf(identite: IdentiteCertifiee): string {
  const { prenoms, nomNaissance, dateNaissance, sexe, codeCommuneNaissance, codePaysNaissance } = identite;
  return JSON.stringify([prenoms, nomNaissance, dateNaissance, sexe, codeCommuneNaissance, codePaysNaissance]);
}

/** « Angela Dubois »: first name, then the name of use. */
export function nomAffiche(identite: Pick<IdentiteCertifiee, 'prenoms' | 'nomNaissance' | 'nomUsage'>): string {
  return [identite.prenoms[0], identite.nomUsage ?? identite.nomNaissance].filter(Boolean).join(' ');
}
