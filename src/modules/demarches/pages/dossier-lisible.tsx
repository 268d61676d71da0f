import { DataTable, fileSize, SummaryList, Verbatim } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NON_ANALYSEE } from '../champs/piece/definition.ts';
import { LIBELLES } from '../domain/statut.ts';
import type { Piece } from '../storage/pieces.ts';
import type { DossierExporte } from '../use-cases/export-dossier.ts';
import { Histoire, Lectures } from './histoire.tsx';
import { Recapitulatif } from './recapitulatif.tsx';

/** Among the files of a dossier, the receipt of its last deposit, which is no piece. */
export const ACCUSE = 'accuse';

export type DossierLisibleProps = {
  readonly exporte: DossierExporte;
  /** Where each file stands in the archive, by id of piece. */
  readonly chemins: ReadonlyMap<string, string>;
};

type PiecesProps = Pick<DossierLisibleProps, 'chemins'> & { readonly pieces: readonly Piece[] };

/** A whole dossier on paper, or on a screen without us. */
export function DossierLisible({ exporte, chemins }: DossierLisibleProps) {
  const { dossier, definition, organisation, messages, decisions, pieces } = exporte;
  const prefixe = `${dossier.id}-`;
  const piecesOf = (message: string) => pieces.filter(({ messageId }) => messageId === message);
  return (
    <>
      <h3>
        {definition.titre} – {dossier.numero ?? 'brouillon'}
      </h3>
      <SummaryList
        rows={[
          { label: 'Collectivité', value: organisation?.nom },
          { label: 'État', value: LIBELLES[dossier.statut].tag },
          { label: 'Commencé', value: formatInstant(dossier.createdAt) },
          ...(dossier.submittedAt ? [{ label: 'Déposé', value: formatInstant(dossier.submittedAt) }] : []),
        ]}
      />
      {decisions.map((decision) => (
        <section key={decision.id}>
          <h4>Décision du {formatInstant(decision.decidedAt)}</h4>
          <p>
            {LIBELLES[decision.verdict].tag}, par {decision.auteurNom}.
          </p>
          <blockquote>
            <Verbatim>{decision.motif}</Verbatim>
          </blockquote>
        </section>
      ))}
      <Recapitulatif
        definition={definition}
        reponses={dossier.reponses}
        origines={dossier.origines}
        contexte={exporte.contexte}
        niveau={4}
        prefixe={prefixe}
      />
      <DepotsAnterieurs exporte={exporte} />
      {messages.length > 0 && <h4>Messages</h4>}
      {messages.map((message) => (
        <section key={message.id}>
          <p>
            {message.auteurNom}, {formatInstant(message.createdAt)}
          </p>
          <blockquote>
            <Verbatim>{message.corps}</Verbatim>
          </blockquote>
          <PiecesJointes pieces={piecesOf(message.id)} chemins={chemins} />
        </section>
      ))}
      <Sources exporte={exporte} />
      <Fichiers exporte={exporte} chemins={chemins} />
      <h4>Étapes</h4>
      <Histoire histoire={exporte.histoire} agents={exporte.agents} demandeurs={exporte.aidants} usager="Vous" />
      <h4>Qui a consulté ce dossier</h4>
      <Lectures histoire={exporte.histoire} agents={exporte.agents} usager="Vous" />
    </>
  );
}

/** What was joined to a message. */
function PiecesJointes({ pieces, chemins }: PiecesProps) {
  if (pieces.length === 0) return null;
  return (
    <>
      <p>Pièces jointes&nbsp;:</p>
      <ul>
        {pieces.map((piece) => (
          <li key={piece.id}>
            <Fichier piece={piece} chemins={chemins} /> ({fileSize(piece.taille)}
            {piece.analyse === 'non_analysee' && `, ${NON_ANALYSEE}`})
          </li>
        ))}
      </ul>
    </>
  );
}

/** In the archive, or known to have been lost. */
function Fichier({ piece: { id, nom }, chemins }: { readonly piece: Piece; readonly chemins: PiecesProps['chemins'] }) {
  const chemin = chemins.get(id);
  return chemin ? <a href={`fichiers/${encodeURI(chemin)}`}>{nom}</a> : <>{nom} (perdu)</>;
}

/** What was deposited before a correction: the answers above are the last ones. */
function DepotsAnterieurs({ exporte }: { readonly exporte: DossierExporte }) {
  const { dossier, definition, depots } = exporte;
  return (
    <>
      {depots.slice(0, -1).map((depot) => (
        <section key={depot.id}>
          <h4>Réponses déposées le {formatInstant(depot.depositedAt)}, corrigées ensuite</h4>
          <Recapitulatif
            definition={definition}
            reponses={depot.reponses}
            origines={depot.origines}
            contexte={{ ...exporte.contexte, calculs: new Map(Object.entries(depot.calculs)) }}
            niveau={4}
            prefixe={`${dossier.id}-${depot.rang}-`}
          />
        </section>
      ))}
    </>
  );
}

/** What other administrations were asked for, and said. */
function Sources({ exporte: { dossier } }: Pick<DossierLisibleProps, 'exporte'>) {
  const sources = Object.entries(dossier.sources);
  if (sources.length === 0) return null;
  return (
    <>
      <h4>Demandes à d’autres administrations</h4>
      <DataTable
        caption="Demandes à d’autres administrations"
        captionHidden
        rows={sources}
        rowKey={([id]) => id}
        empty={<p>Aucune.</p>}
        columns={[
          { key: 'phrase', header: 'Réponse', cell: ([, { phrase }]) => phrase },
          { key: 'le', header: 'Le', cell: ([, { le }]) => formatInstant(Temporal.Instant.from(le)) },
          { key: 'preuve', header: 'Numéro de preuve', cell: ([, { requete }]) => requete ?? 'aucun' },
        ]}
      />
    </>
  );
}

function Fichiers({ exporte: { pieces }, chemins }: DossierLisibleProps) {
  const accuse = chemins.get(ACCUSE);
  return (
    <>
      <h4>Fichiers</h4>
      {accuse && (
        <p>
          <a href={`fichiers/${encodeURI(accuse)}`}>Accusé de dépôt</a>, qui se vérifie sans nous.
        </p>
      )}
      <DataTable
        caption="Fichiers"
        captionHidden
        rows={pieces}
        rowKey={({ id }) => id}
        empty={<p>Aucun.</p>}
        columns={[
          {
            key: 'nom',
            header: 'Fichier',
            cell: (piece) => <Fichier piece={piece} chemins={chemins} />,
          },
          { key: 'taille', header: 'Taille', cell: ({ taille }) => fileSize(taille) },
          { key: 'recu', header: 'Reçu', cell: ({ createdAt }) => formatInstant(createdAt) },
        ]}
      />
    </>
  );
}
