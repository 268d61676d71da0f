import { formatInstant } from '../../../values/format-instant.ts';
import type { DossierSuivi } from '../use-cases/read-dossier.ts';

/** The messages of a dossier for `MessageThread`, with the files that each carries. */
export function messagesOf(suivi: DossierSuivi, reader: 'usager' | 'agent', base: string) {
  return suivi.messages.map((message) => ({
    id: message.id,
    author: message.auteurNom,
    role: message.demandeCorrection ? 'Demande de correction' : message.auteurType === 'usager' ? 'Usager' : 'Service',
    mine: message.auteurType === reader,
    when: formatInstant(message.createdAt),
    datetime: message.createdAt.toString(),
    body: message.corps,
    files: suivi.pieces
      .filter((piece) => piece.messageId === message.id)
      .map((piece) => ({ href: `${base}/pieces/${piece.id}`, name: piece.nom, bytes: piece.taille })),
  }));
}
