import { Readable } from 'node:stream';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { letterPdf } from '../../../platform/pdf/letter.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { themeOf } from '../../comptes/index.ts';
import { remplirModele } from '../domain/modele.ts';
import type { Moteur } from '../moteur.ts';
import { attachLetter } from '../storage/decisions.ts';
import { insertBlob } from '../use-cases/add-piece.ts';
import { journaliser } from '../use-cases/journaliser.ts';
import { courrierDossier } from './courrier-dossier.ts';
import { type LettreDecision, lettreDecision } from './lettre-decision.ts';
import { loadForText, type PourTexte } from './load-for-text.ts';

/**
 * Makes the letter of a decision, keeps it with the dossier, then has the usager told. Repeated after a kill, it finds
 * the letter already attached, or makes the same one again.
 */
export function produireLettre(moteur: Moteur): Task<LettreDecision> {
  return {
    ...lettreDecision,
    async run({ dossierId, decisionId }) {
      const texte = await moteur.db.transaction({ systeme: true }, (tx) => loadForText(tx, moteur, dossierId));
      const { decision, dossier } = texte;
      // Reopened and decided again meanwhile: the later decision has its own job.
      if (!decision || decision.id !== decisionId || decision.lettrePieceId) return;
      const { sha256, size } = await moteur.blobs.keep(Readable.from([await lettre(texte)]));
      await moteur.db.transaction({ systeme: true }, async (tx) => {
        const pieceId = await insertBlob(tx, moteur, {
          dossierId,
          blob: {
            sha256,
            size,
            fileName: `decision-${dossier.numero}.pdf`,
            mediaType: 'application/pdf',
            analyse: 'sain',
          },
        });
        await attachLetter(tx, decisionId, pieceId);
        await journaliser(tx, moteur, {
          acteur: { type: 'systeme', id: 'lettres' },
          dossier,
          type: 'dossier.lettre',
          contenu: { decision: decisionId, sha256 },
        });
        await enqueue(tx, courrierDossier, { courriel: 'decision', dossierId });
      });
    },
  };
}

async function lettre({ definition, decision, dossier, organisation, valeurs }: PourTexte): Promise<Uint8Array> {
  if (!decision) throw new Error('A letter needs a decision');
  const { objet, blocs, mentions } = remplirModele(definition.decisions[decision.verdict].lettre, valeurs);
  return letterPdf({
    titre: `Décision sur le dossier ${dossier.numero}`,
    organisation: { nom: organisation.nom, adresse: [] },
    theme: themeOf(organisation),
    destinataire: [dossier.demandeur ?? ''],
    lieu: organisation.nom,
    date: formatJour(jourFromInstant(decision.decidedAt)),
    reference: `Dossier ${dossier.numero}`,
    objet,
    blocs,
    signataire: { nom: decision.auteurNom, qualite: `Pour ${organisation.nom}` },
    mentions,
    createdAt: decision.decidedAt,
  });
}
