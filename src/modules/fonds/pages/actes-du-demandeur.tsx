import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import { DataTable } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte, Page } from '../../../platform/http/page.ts';
import type { Services } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { demandeurAccess } from '../../comptes/index.ts';
import type { DossierDuDemandeur, Panneau } from '../../demarches/index.ts';
import { ACTES } from '../domain/acte.ts';
import { type Acte, listActesDuDossier } from '../storage/actes.ts';

export type SuiviDuFondsDeps = Pick<Services, 'db' | 'blobs'> & {
  /** The dossier that the address names, for who may follow it: the engine knows. @throws NotFound */
  readonly suivre: (contexte: Contexte) => Promise<DossierDuDemandeur>;
};

/** The acts that were signed on a request, for who asked: their bytes are those that the agents read. */
export function actesDuDemandeurPages(deps: SuiviDuFondsDeps): readonly Page[] {
  return [
    {
      path: '/dossiers/:dossier/actes/:acte',
      access: demandeurAccess,
      async GET(contexte) {
        const { dossier } = await deps.suivre(contexte);
        const id = idOf(contexte, 'acte');
        // Who asks may not see the tables of the fund: their right to this dossier was asked just above.
        const actes = await deps.db.read({ organisation: dossier.organisationId }, (tx) =>
          listActesDuDossier(tx, dossier.id),
        );
        const acte = actes.find((one) => one.id === id);
        const file = acte && fichierOf(acte);
        if (!file) throw new NotFound('Ce fichier n’existe pas, ou n’est pas le vôtre.');
        return {
          type: 'fichier',
          body: await deps.blobs.open(file.sha256),
          contentType: file.typeMime,
          disposition: contentDisposition('attachment', file.nom),
        };
      },
    },
  ];
}

/** @param base address of the page of the dossier */
export function actesOf(actes: readonly Acte[], base: string): readonly Panneau[] {
  if (actes.length === 0) return [];
  const contenu = (
    <DataTable
      caption="Actes"
      captionHidden
      rows={actes}
      rowKey={({ id }) => id}
      empty={<p>Aucun acte pour l’instant.</p>}
      columns={[
        { key: 'type', header: 'Acte', cell: ({ type }) => ACTES[type].libelle },
        { key: 'date', header: 'Date', cell: ({ createdAt }) => formatJour(jourFromInstant(createdAt), 'short') },
        { key: 'fichier', header: 'Fichier', cell: (acte) => <Fichier acte={acte} base={base} /> },
      ]}
    />
  );
  return [{ id: 'actes', titre: 'Actes', contenu }];
}

function Fichier({ acte, base }: { readonly acte: Acte; readonly base: string }) {
  const file = fichierOf(acte);
  if (!file) return <span class="muted">En préparation</span>;
  return (
    <>
      <a href={`${base}/actes/${acte.id}`}>{file.nom}</a>
      {acte.signe && ' (version signée)'}
    </>
  );
}

/** The version signed by hand, once it is attached; until then, the document. */
function fichierOf({ numero, pdfSha256, signe }: Acte) {
  if (signe) return signe;
  return pdfSha256 === null ? undefined : { sha256: pdfSha256, nom: `${numero}.pdf`, typeMime: 'application/pdf' };
}
