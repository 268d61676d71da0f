import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { formatSiren, type Siren } from '../../../values/siren.ts';
import type { Membre } from './equipe.ts';
import { nomsDesRoles } from './role.ts';

export type CourrielMembre =
  | 'invitation'
  | 'invitation_retiree'
  | 'roles'
  | 'retrait'
  | 'depart'
  /** To the administrators: somebody left. */
  | 'depart_annonce';

export type FaitDuMembre = {
  readonly organisation: { readonly nom: string; readonly slug: string; readonly siren: Siren };
  readonly membre: Membre;
  /** Whose place it is, as people name them. */
  readonly nom: string;
  /** Who did it, unknown when it was the command line. */
  readonly par: string | undefined;
  readonly publicUrl: string;
};

/** @returns the message, or nothing when what happened since makes it false */
export function courrielDuMembre(
  courriel: CourrielMembre,
  fait: FaitDuMembre,
): { readonly subject: string; readonly text: string } | undefined {
  const { membre } = fait;
  if (courriel === 'invitation' && (membre.personneId || membre.leftAt)) return undefined;
  if (courriel === 'roles' && membre.leftAt) return undefined;
  const { subject, paragraphes } = MESSAGES[courriel](fait);
  return { subject, text: ['Bonjour,', ...paragraphes].join('\n\n') };
}

type Message = { readonly subject: string; readonly paragraphes: readonly string[] };

const MESSAGES: Readonly<Record<CourrielMembre, (fait: FaitDuMembre) => Message>> = {
  invitation: ({ organisation, membre, par, publicUrl }) => ({
    subject: `Invitation à rejoindre ${organisation.nom}`,
    paragraphes: [
      `${par ?? 'L’exploitant du service'} vous invite à travailler pour ${organisation.nom} sur son service de démarches en ligne, avec ${roles(membre)}.`,
      `Pour accepter, connectez-vous avec ProConnect, avec l’adresse ${membre.email} et un compte rattaché à ${organisation.nom} (SIREN ${formatSiren(organisation.siren)}). Une double authentification est demandée\u00a0:\n${publicUrl}/connexion/agents`,
      ...(membre.expiresAt
        ? [`Cette invitation est valable jusqu’au ${formatJour(jourFromInstant(membre.expiresAt))}.`]
        : []),
      'Si vous ne travaillez pas pour cette organisation, ne faites rien\u00a0: l’invitation s’éteindra d’elle-même.',
    ],
  }),
  invitation_retiree: ({ organisation }) => ({
    subject: `Votre invitation à rejoindre ${organisation.nom} est retirée`,
    paragraphes: [
      `L’invitation à travailler pour ${organisation.nom}, envoyée à cette adresse, est retirée. Vous n’avez rien à faire.`,
      'Si vous l’attendiez, demandez-en une autre à un administrateur de votre organisation.',
    ],
  }),
  roles: ({ organisation, membre, par, publicUrl }) => ({
    subject: `Vos rôles à ${organisation.nom} ont changé`,
    paragraphes: [
      `${par ?? 'Un administrateur'} a changé vos rôles à ${organisation.nom}. Vous avez maintenant ${roles(membre)}.`,
      `Vos organisations et vos rôles\u00a0:\n${publicUrl}/compte/organisations`,
    ],
  }),
  retrait: ({ organisation, par }) => ({
    subject: `Vous ne faites plus partie de ${organisation.nom}`,
    paragraphes: [
      `${par ?? 'Un administrateur'} vous a retiré de ${organisation.nom}. Vous n’avez plus accès à ses dossiers.`,
      'Si c’est une erreur, adressez-vous à un administrateur de cette organisation.',
    ],
  }),
  depart: ({ organisation, publicUrl }) => ({
    subject: `Vous avez quitté ${organisation.nom}`,
    paragraphes: [
      `Vous avez quitté ${organisation.nom}. Vous n’avez plus accès à ses dossiers. Pour revenir, il faudra une nouvelle invitation.`,
      `Si ce n’était pas vous, fermez vos sessions et prévenez un administrateur\u00a0:\n${publicUrl}/compte/connexions`,
    ],
  }),
  depart_annonce: ({ organisation, nom, publicUrl }) => ({
    subject: `${nom} a quitté ${organisation.nom}`,
    paragraphes: [
      `${nom} a quitté ${organisation.nom} de son propre chef, et n’a plus accès à ses dossiers.`,
      `Les personnes de votre organisation\u00a0:\n${publicUrl}/administration/${organisation.slug}/membres`,
    ],
  }),
};

function roles({ roles: given }: Membre): string {
  return `${given.length > 1 ? 'les rôles' : 'le rôle'}\u00a0: ${nomsDesRoles(given)}`;
}
