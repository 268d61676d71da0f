import { formatJour } from '../../../values/format-jour.ts';
import { jour } from '../../../values/jour.ts';

/** What is known of a person, as a summary shows it. */
export type IdentiteLisible = {
  readonly prenoms: readonly string[];
  readonly nomNaissance: string | null;
  readonly nomUsage: string | null;
  readonly sexe: 'feminin' | 'masculin' | null;
  readonly dateNaissance: string | null;
  readonly email: string | null;
  readonly emailProuveAt: Temporal.Instant | null;
  readonly identiteCertifiee: boolean;
};

export type LigneIdentite = { readonly label: string; readonly value?: string; readonly origin?: string };

/** The last line, which alone can be changed. */
export const ADRESSE_DE_CONTACT = 'Adresse de contact';

/** The identity line by line. What nobody said is left out, except how to write to them. */
export function lignesOfIdentite(type: 'usager' | 'agent', personne: IdentiteLisible): readonly LigneIdentite[] {
  const line = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return [
    ...line(personne.prenoms.length > 1 ? 'Prénoms' : 'Prénom', personne.prenoms.join(' ')),
    ...line('Nom de naissance', personne.nomNaissance),
    ...line(type === 'agent' ? 'Nom' : 'Nom d’usage', personne.nomUsage),
    ...line('Sexe', personne.sexe && SEXES[personne.sexe]),
    ...line('Date de naissance', personne.dateNaissance && formatJour(jour(personne.dateNaissance))),
    {
      label: ADRESSE_DE_CONTACT,
      ...(personne.email ? { value: personne.email, origin: CONTACTS[contactOf(type, personne)] } : {}),
    },
  ];
}

const SEXES = { feminin: 'Féminin', masculin: 'Masculin' } as const;

/** Who vouches for the identity, of all lines but the last. */
export function garantieOf(type: 'usager' | 'agent', { identiteCertifiee }: IdentiteLisible): string {
  if (type === 'agent') return 'Transmise par ProConnect';
  return identiteCertifiee ? 'Certifiée par FranceConnect' : 'Déclarée, non certifiée';
}

const CONTACTS = {
  agent: 'Transmise par ProConnect',
  certifiee: 'Transmise par FranceConnect, non vérifiée',
  prouvee: 'Déclarée par vous, vérifiée par un lien',
} as const;

/** An account without FranceConnect is reached by the link alone: its address was proved from the start. */
function contactOf(
  type: 'usager' | 'agent',
  { identiteCertifiee, emailProuveAt }: IdentiteLisible,
): keyof typeof CONTACTS {
  if (type === 'agent') return 'agent';
  return identiteCertifiee && !emailProuveAt ? 'certifiee' : 'prouvee';
}
