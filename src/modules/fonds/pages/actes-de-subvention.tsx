import { Button, ButtonGroup, DataTable, Form, Tag } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { ACTES, LIBELLES_ETAT } from '../domain/acte.ts';
import type { Acte } from '../storage/actes.ts';

type ActesProps = {
  /** Address of the subvention, and of the texts. */
  readonly base: string;
  readonly modeles: string;
  readonly jeton: string;
  readonly actes: readonly Acte[];
  /** Of the form that makes a draft; absent when none may be made. */
  readonly cle: string | undefined;
};

/** What was written about a subvention: arrêté, letters, agreement, avenants. */
export function ActesDeSubvention({ base, modeles, jeton, actes, cle }: ActesProps) {
  return (
    <>
      <h2>Actes</h2>
      <DataTable
        caption="Actes"
        captionHidden
        rows={actes}
        rowKey={({ id }) => id}
        empty={<p>Aucun acte pour l’instant.</p>}
        columns={[
          { key: 'numero', header: 'Acte', cell: (acte) => <a href={`${base}/actes/${acte.id}`}>{acte.numero}</a> },
          { key: 'type', header: 'Nature', cell: ({ type }) => ACTES[type].libelle },
          { key: 'date', header: 'Préparé', cell: ({ createdAt }) => formatInstant(createdAt) },
          { key: 'etat', header: 'État', cell: (acte) => <EtatDActe acte={acte} /> },
          { key: 'pdf', header: 'Document', cell: (acte) => <Document base={base} acte={acte} /> },
        ]}
      />
      {cle !== undefined && (
        <Form action={`${base}/actes`} jeton={jeton}>
          <input type="hidden" name="cle" value={cle} />
          <ButtonGroup>
            <Button kind="secondaire">Préparer un projet d’arrêté</Button>
          </ButtonGroup>
        </Form>
      )}
      <p>
        <a href={modeles}>Textes des actes</a>
      </p>
    </>
  );
}

export function EtatDActe({ acte: { etat, signe } }: { readonly acte: Acte }) {
  if (etat === 'projet') return <Tag text={LIBELLES_ETAT.projet} ton="neutre" />;
  return signe ? <Tag text="Version signée jointe" ton="succes" /> : <Tag text={LIBELLES_ETAT.signe} ton="info" />;
}

function Document({ base, acte }: { readonly base: string; readonly acte: Acte }) {
  if (acte.pdfSha256 === null) return <span class="muted">En préparation</span>;
  return <a href={`${base}/actes/${acte.id}/document`}>{acte.numero}.pdf</a>;
}
