import { z } from 'zod';

/** The identity that FranceConnect certifies. Birth names, as the civil register writes them. */
export type IdentitePivot = {
  readonly prenoms: readonly string[];
  readonly nomNaissance: string;
  readonly nomUsage?: string;
  readonly sexe?: 'feminin' | 'masculin';
  /** `AAAA-MM-JJ`. */
  readonly dateNaissance: string;
  /** INSEE code, possibly of a commune that no longer exists; absent when born abroad. */
  readonly codeCommuneNaissance?: string;
  readonly codePaysNaissance?: string;
  /** Contact only, never a key: not verified, and shared by several people. */
  readonly email?: string;
};

const texte = z.string().trim().min(1).max(300);

const userinfoSchema = z.object({
  given_name: texte.optional(),
  given_name_array: z.array(texte).max(30).optional(),
  family_name: texte,
  preferred_username: texte.optional().catch(undefined),
  gender: z.enum(['male', 'female']).optional().catch(undefined),
  birthdate: z.iso.date(),
  birthplace: z
    .string()
    .regex(/^[0-9AB]{5}$/)
    .optional()
    .catch(undefined),
  birthcountry: z
    .string()
    .regex(/^\d{5}$/)
    .optional()
    .catch(undefined),
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .optional()
    .catch(undefined),
});

/**
 * Reads the verified userinfo of FranceConnect.
 * @throws z.ZodError when what makes a person (a name, a birth date) is missing: no session is opened then.
 */
export function parseIdentitePivot(userinfo: Readonly<Record<string, unknown>>): IdentitePivot {
  const read = userinfoSchema.parse(userinfo);
  const prenoms = read.given_name_array ?? read.given_name?.split(/\s+/) ?? [];
  return {
    prenoms: prenoms.map((prenom) => prenom.normalize('NFC')),
    nomNaissance: read.family_name.normalize('NFC'),
    dateNaissance: read.birthdate,
    ...(read.preferred_username ? { nomUsage: read.preferred_username.normalize('NFC') } : {}),
    ...(read.gender ? { sexe: read.gender === 'female' ? ('feminin' as const) : ('masculin' as const) } : {}),
    ...(read.birthplace ? { codeCommuneNaissance: read.birthplace } : {}),
    ...(read.birthcountry ? { codePaysNaissance: read.birthcountry } : {}),
    ...(read.email ? { email: read.email } : {}),
  };
}

/** « Angela Dubois »: first name, then the name of use. */
export function nomAffiche(identite: Pick<IdentitePivot, 'prenoms' | 'nomNaissance' | 'nomUsage'>): string {
  return [identite.prenoms[0], identite.nomUsage ?? identite.nomNaissance].filter(Boolean).join(' ');
}
