import { formatInstant } from '../../../values/format-instant.ts';
import { NON_ANALYSEE } from '../champs/piece/definition.ts';
import type { Message } from '../storage/messages.ts';
import type { Echanges } from '../use-cases/read-dossier.ts';

/** Who reads the messages: on which side, and who they are. */
export type Lecteur = { readonly cote: 'usager' | 'agent'; readonly personneId: string };

/**
 * The messages of a dossier for `MessageThread`, with the files that each carries.
 * @param base address of the dossier, on the reader's side
 */
export function messagesOf(echanges: Echanges, lecteur: Lecteur, base: string) {
  return echanges.messages.map((message) => ({
    id: message.id,
    author: message.auteurNom,
    role: roleOf(echanges, message),
    nature: natureOf(echanges, message),
    mine: isMine(echanges, message, lecteur),
    when: formatInstant(message.createdAt),
    datetime: message.createdAt.toString(),
    body: message.corps,
    files: echanges.pieces
      .filter((piece) => piece.messageId === message.id)
      .map((piece) => ({
        href: `${base}/pieces/${piece.id}`,
        name: piece.nom,
        bytes: piece.taille,
        status: piece.analyse === 'non_analysee' ? NON_ANALYSEE : undefined,
      })),
  }));
}

function natureOf({ recours }: Echanges, { id }: Message): string | undefined {
  if (recours.some(({ messageId }) => messageId === id)) return 'recours gracieux';
  return recours.some(({ reponseId }) => reponseId === id) ? 'réponse au recours gracieux' : undefined;
}

function roleOf({ dossier }: Echanges, message: Message): string {
  if (message.demandeCorrection) return 'Demande de correction';
  if (message.auteurType === 'agent') return 'Service';
  return (dossier.porteurId && dossier.demandeur) || 'Usager';
}

/** A colleague's message bears their name. A person who asks is alone on their side, whichever account they wrote from. */
function isMine({ dossier }: Echanges, message: Message, { cote, personneId }: Lecteur): boolean {
  const alone = cote === 'usager' && dossier.porteurId === null;
  return message.auteurType === cote && (alone || message.auteurId === personneId);
}
