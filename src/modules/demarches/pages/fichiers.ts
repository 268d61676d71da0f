import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Page, Reponse } from '../../../platform/http/page.ts';
import { agentAccess, agentOf, demandeurAccess, porteeOf, porteeOfDemandeur } from '../../comptes/index.ts';
import { findPiece, type Piece } from '../storage/pieces.ts';
import { assertMayRead } from '../use-cases/agent.ts';
import { journaliser } from '../use-cases/journaliser.ts';
import { loadAsAgent, loadAsDemandeur } from '../use-cases/load-dossier.ts';
import { receiptOf } from '../use-cases/receipt.ts';
import { type DemarchesDeps, demandeurOfDossier } from './deps.ts';

/** What can be downloaded: the receipt, and the files of a dossier, by both sides. */
export function fichierPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/dossiers/:dossier/accuse',
      access: demandeurAccess,
      async GET(contexte) {
        const dossierId = idOf(contexte, 'dossier');
        const receipt = await receiptOf(deps, await demandeurOfDossier(deps, contexte), dossierId);
        return {
          type: 'fichier',
          body: Buffer.from(receipt),
          contentType: 'application/json',
          disposition: contentDisposition('attachment', 'accuse-de-depot.json'),
        };
      },
    },
    {
      path: '/dossiers/:dossier/pieces/:piece',
      access: demandeurAccess,
      async GET(contexte) {
        const demandeur = await demandeurOfDossier(deps, contexte);
        const piece = await deps.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
          const { dossier } = await loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier'));
          return findPiece(tx, dossier.id, idOf(contexte, 'piece'));
        });
        return send(deps, piece);
      },
    },
    {
      path: '/instruction/:organisation/dossiers/:dossier/pieces/:piece',
      access: agentAccess,
      async GET(contexte) {
        const agent = await agentOf(deps, contexte);
        assertMayRead(agent);
        const piece = await deps.db.transaction(porteeOf(agent), async (tx) => {
          const { dossier } = await loadAsAgent(tx, deps, agent, idOf(contexte, 'dossier'));
          const found = await findPiece(tx, dossier.id, idOf(contexte, 'piece'));
          if (!found) return undefined;
          await journaliser(tx, deps, {
            acteur: { type: 'agent', id: agent.personneId },
            dossier,
            type: 'dossier.consulte',
            contenu: { piece: found.id },
          });
          return found;
        });
        return send(deps, piece);
      },
    },
  ];
}

/** Always as a download: what a stranger sent is never shown inside our pages. */
async function send(deps: DemarchesDeps, piece: Piece | undefined): Promise<Reponse> {
  if (!piece) throw new NotFound('Ce fichier n’existe pas, ou n’est pas le vôtre.');
  return {
    type: 'fichier',
    body: await deps.blobs.open(piece.sha256),
    contentType: piece.typeMime,
    disposition: contentDisposition('attachment', piece.nom),
  };
}
