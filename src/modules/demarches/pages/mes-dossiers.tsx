import { Button, DataTable, Form, Tag, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { findOrganisationById, type Organisation, Site, usagerAccess } from '../../comptes/index.ts';
import type { Definition } from '../domain/definition.ts';
import { LIBELLES } from '../domain/statut.ts';
import { type LigneUsager, listDossiersOfUsager } from '../storage/dossiers.ts';
import { deleteDraft } from '../use-cases/delete-draft.ts';
import { type DemarchesDeps, idOf, usagerOf } from './deps.ts';
import { tonOf } from './ton-of-statut.ts';

/** A usager's own dossiers, in every organisation. */
export function mesDossiersPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/mes-dossiers',
      access: usagerAccess,
      async GET(contexte) {
        const { personneId } = usagerOf(contexte);
        const lignes = await deps.db.transaction({ personne: personneId }, async (tx) => {
          const dossiers = await listDossiersOfUsager(tx, personneId);
          const organisations = new Map<string, Organisation | undefined>();
          for (const id of new Set(dossiers.map(({ organisationId }) => organisationId))) {
            organisations.set(id, await findOrganisationById(tx, id));
          }
          const definitions = new Map<string, Definition>();
          for (const id of new Set(dossiers.map(({ versionId }) => versionId))) {
            definitions.set(id, await deps.definitionOf(tx, id));
          }
          return dossiers.map((dossier) => ({
            ...dossier,
            titre: definitions.get(dossier.versionId)?.titre ?? '',
            organisation: organisations.get(dossier.organisationId)?.nom ?? '',
          }));
        });
        return page(<MesDossiers contexte={contexte} lignes={lignes} />);
      },
    },
    {
      path: '/dossiers/:dossier/supprimer',
      access: usagerAccess,
      async POST(contexte) {
        const { personneId } = usagerOf(contexte);
        await deleteDraft(deps, { usagerId: personneId, dossierId: idOf(contexte, 'dossier') });
        return redirect('/mes-dossiers', { type: 'succes', message: 'Le brouillon est supprimé.' });
      },
    },
  ];
}

type Ligne = LigneUsager & { readonly titre: string; readonly organisation: string };

function MesDossiers({
  contexte: { chrome },
  lignes,
}: {
  readonly contexte: Contexte;
  readonly lignes: readonly Ligne[];
}) {
  return (
    <Site chrome={chrome} title="Mes dossiers" wide>
      <h1>Mes dossiers</h1>
      <DataTable
        caption="Mes dossiers"
        captionHidden
        rows={lignes}
        rowKey={({ id }) => id}
        empty={
          <p>
            Vous n’avez pas encore de dossier. <a href="/">Choisissez une démarche</a>.
          </p>
        }
        columns={[
          { key: 'titre', header: 'Démarche', cell: (ligne) => <a href={`/dossiers/${ligne.id}`}>{ligne.titre}</a> },
          { key: 'organisation', header: 'Collectivité', cell: ({ organisation }) => organisation },
          { key: 'numero', header: 'Numéro', cell: ({ numero }) => numero ?? 'Pas encore déposé' },
          {
            key: 'statut',
            header: 'État',
            cell: ({ statut, correctionDemandeeAt }) =>
              correctionDemandeeAt ? (
                <Tag text="Correction demandée" ton="attention" />
              ) : (
                <Tag text={LIBELLES[statut].tag} ton={tonOf(statut)} />
              ),
          },
          { key: 'modifie', header: 'Modifié', cell: ({ modifiedAt }) => formatInstant(modifiedAt) },
          {
            key: 'action',
            header: 'Action',
            cell: ({ id, statut, titre }) =>
              statut === 'brouillon' ? (
                <Form action={`/dossiers/${id}/supprimer`} jeton={chrome.jeton}>
                  <Button kind="discret">
                    Supprimer <VisuallyHidden>le brouillon {titre}</VisuallyHidden>
                  </Button>
                </Form>
              ) : (
                <a href={`/dossiers/${id}`}>
                  Suivre <VisuallyHidden>{titre}</VisuallyHidden>
                </a>
              ),
          },
        ]}
      />
    </Site>
  );
}
