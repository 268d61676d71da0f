import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Page } from '../../../platform/http/page.ts';
import { agentAccess } from '../../comptes/index.ts';
import { procesVerbalEnPdf } from '../proces-verbal-en-pdf.ts';
import { commissionOf } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';

/** The minutes of a committee that is closed: the bytes that were kept when it closed. */
export function procesVerbalPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/commissions/:commission/proces-verbal.pdf',
      access: agentAccess,
      async GET(contexte) {
        const lieu = await commissionOf(deps, contexte);
        const { closedAt, procesVerbalSha256: sha256, tenueLe } = lieu.commission;
        if (!closedAt) throw new NotFound('Le procès-verbal est écrit quand la commission est close.');
        const body = sha256
          ? await deps.blobs.open(sha256)
          : // Closed before minutes were kept: they are made again each time.
            Buffer.from(await procesVerbalEnPdf({ ...lieu, session: lieu.session.nom, closedAt }));
        const disposition = contentDisposition('attachment', `proces-verbal-${tenueLe}.pdf`);
        return { type: 'fichier', body, contentType: 'application/pdf', disposition };
      },
    },
  ];
}
