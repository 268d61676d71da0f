import { formatInstant } from '../../../values/format-instant.ts';
import type { Message } from '../storage/messages.ts';
import type { DossierSuivi } from '../use-cases/read-dossier.ts';

/** Who reads the messages: on which side, and who they are. */
export type Lecteur = { readonly cote: 'usager' | 'agent'; readonly personneId: string };

/** The messages of a dossier for `MessageThread`, with the files that each carries. */
export function messagesOf(suivi: DossierSuivi, lecteur: Lecteur, base: string) {
  return suivi.messages.map((message) => ({
    id: message.id,
    author: message.auteurNom,
    role: roleOf(suivi, message),
    nature: natureOf(suivi, message),
    mine: isMine(suivi, message, lecteur),
    when: formatInstant(message.createdAt),
    datetime: message.createdAt.toString(),
    body: message.corps,
    files: suivi.pieces
      .filter((piece) => piece.messageId === message.id)
      .map((piece) => ({ href: `${base}/pieces/${piece.id}`, name: piece.nom, bytes: piece.taille })),
  }));
}

function natureOf({ recours }: DossierSuivi, { id }: Message): string | undefined {
  if (recours.some(({ messageId }) => messageId === id)) return 'recours gracieux';
  return recours.some(({ reponseId }) => reponseId === id) ? 'réponse au recours gracieux' : undefined;
}

function roleOf({ dossier }: DossierSuivi, message: Message): string {
  if (message.demandeCorrection) return 'Demande de correction';
  if (message.auteurType === 'agent') return 'Service';
  return (dossier.porteurId && dossier.demandeur) || 'Usager';
}

/** A colleague's message bears their name. A person who asks is alone on their side, whichever account they wrote from. */
function isMine({ dossier }: DossierSuivi, message: Message, { cote, personneId }: Lecteur): boolean {
  const alone = cote === 'usager' && dossier.porteurId === null;
  return message.auteurType === cote && (alone || message.auteurId === personneId);
}
