import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import { InsetText, PlainList } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Page } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { agentAccess, lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { consultPieceRecue, type PieceRecue } from '../../demarches/index.ts';
import { assertMayManage } from '../policies.ts';
import { findSubvention } from '../storage/subventions.ts';
import type { FondsDeps } from './deps.ts';

/** What the beneficiary sent with the messages of its dossier, for who certifies and settles: opening it is a reading. */
export function documentRecuPage(deps: FondsDeps): Page {
  return {
    path: '/fonds/:organisation/subventions/:subvention/recus/:piece',
    access: agentAccess,
    async GET(contexte) {
      const { agent } = await lieuDeTravailOf(deps, contexte);
      assertMayManage(agent);
      const [subventionId, pieceId] = [idOf(contexte, 'subvention'), idOf(contexte, 'piece')];
      const { sha256, nom, typeMime } = await deps.db.transaction(porteeOf(agent), async (tx) => {
        const dossierId = (await findSubvention(tx, subventionId))?.dossierId;
        if (!dossierId) throw new NotFound('Ce fichier n’existe pas.');
        return consultPieceRecue(tx, deps, agent, { dossierId, pieceId });
      });
      // Always as a download: what a stranger sent is never shown inside our pages.
      return {
        type: 'fichier',
        body: await deps.blobs.open(sha256),
        contentType: typeMime,
        disposition: contentDisposition('attachment', nom),
      };
    },
  };
}

/** @param base address of the subvention */
export function DocumentsRecus({ recus, base }: { readonly recus: readonly PieceRecue[]; readonly base: string }) {
  if (recus.length === 0) return null;
  return (
    <InsetText>
      <p>
        <strong>Documents reçus du bénéficiaire</strong>
      </p>
      <PlainList>
        {recus.map(({ id, nom, createdAt }) => (
          <li key={id}>
            <a href={`${base}/recus/${id}`}>{nom}</a>
            <span class="muted"> le {formatJour(jourFromInstant(createdAt))}</span>
          </li>
        ))}
      </PlainList>
    </InsetText>
  );
}
