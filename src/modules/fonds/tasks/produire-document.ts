import { Readable } from 'node:stream';
import { holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Services } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import { acteEnPdf } from '../acte-en-pdf.ts';
import { findActe, saveActePdf } from '../storage/actes.ts';
import { type ProduireActe, produireActe } from './produire-acte.ts';

/**
 * Makes the document of an act from its text and its data, and keeps it. Repeated after a kill, it finds it already made,
 * or makes the same one again, to the byte.
 */
export function produireDocument(deps: Pick<Services, 'db' | 'blobs' | 'clock' | 'random'>): Task<ProduireActe> {
  return {
    ...produireActe,
    async run({ acteId }) {
      const acte = await deps.db.transaction({ systeme: true }, (tx) => findActe(tx, acteId));
      if (!acte || acte.pdfSha256 !== null) return;
      const { sha256 } = await deps.blobs.keep(Readable.from([await acteEnPdf(acte)]));
      await deps.db.transaction({ systeme: true }, async (tx) => {
        await holdFile(tx, sha256, 'partage');
        if (!(await saveActePdf(tx, acteId, sha256))) return;
        await append(tx, deps, {
          acteur: { type: 'systeme', id: 'actes' },
          organisation: acte.organisationId,
          sujet: { type: 'subvention', id: acte.subventionId },
          type: 'subvention.acte_produit',
          contenu: { acte: acteId, sha256 },
        });
      });
    },
  };
}
