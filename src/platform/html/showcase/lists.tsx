import {
  Bar,
  Breadcrumb,
  Card,
  CardGrid,
  type Column,
  DataTable,
  KeyFigure,
  KeyFigures,
  SubNavigation,
  SummaryList,
  Tag,
  type Ton,
  Verbatim,
} from '../index.ts';
import { Example } from './example.tsx';

export function Lists() {
  return (
    <>
      <Example title="Fil d’Ariane">
        <Breadcrumb
          items={[
            { label: 'Accueil', href: '#contenu' },
            { label: 'Mes dossiers', href: '#dossier' },
          ]}
          current="Inscription à la cantine"
        />
      </Example>
      <Example title="Parties d’un espace">
        <SubNavigation
          label="Listes de dossiers"
          links={[
            { href: '#listes', label: 'À instruire', count: 42, current: true },
            { href: '#messages', label: 'En attente de l’usager', count: 8 },
            { href: '#dossier', label: 'Terminés', count: 1204 },
          ]}
        />
      </Example>
      <Example title="Tableau">
        <DataTable
          caption="Dossiers à instruire, du plus urgent au moins urgent"
          columns={COLUMNS}
          rows={ROWS}
          rowKey={(row) => row.number}
          empty={<p>Aucun dossier à instruire.</p>}
        />
      </Example>
      <Example title="Tableau qui défile">
        <DataTable
          caption="Dossiers à instruire"
          columns={COLUMNS}
          rows={ROWS}
          rowKey={(row) => row.number}
          empty={null}
          compact
        />
      </Example>
      <Example title="Tableau vide">
        <DataTable
          caption="Avis demandés"
          columns={COLUMNS}
          rows={[]}
          rowKey={(row) => row.number}
          empty={
            <>
              <p>
                <strong>Aucun avis demandé</strong>
              </p>
              <p>Les avis que vous demandez à d’autres services apparaissent ici.</p>
            </>
          }
        />
      </Example>
      <Example title="Nombre et sa barre">
        <Bar text="42" value={42} max={84} />
      </Example>
      <Example title="Cartes">
        <CardGrid>
          <Card
            href="#listes"
            level={4}
            title="Inscrire un enfant à la cantine"
            meta={<Tag text="Ouvert" ton="succes" />}
          >
            Votre prix par repas est calculé tout de suite.
          </Card>
          <Card
            href="#champs"
            level={4}
            title="Demander une place en crèche"
            meta="Réponse en commission le 12&#160;mai"
          >
            De 10&nbsp;semaines à 3&nbsp;ans.
          </Card>
          <Card href="#dossier" level={4} title="Déclarer des travaux" />
        </CardGrid>
      </Example>
      <Example title="Chiffres">
        <KeyFigures>
          <KeyFigure value={'12\u00a0840'} label="Demandes en 2026" detail="dont 61&#160;% en ligne" />
          <KeyFigure value={'9\u00a0jours'} label="Délai médian de réponse" />
          <KeyFigure value={'12\u202f345\u202f678,90\u00a0€'} label="Aides versées" />
          <KeyFigure value={'1\u202f204\u202f500,00\u00a0€'} label="Aides promises" />
        </KeyFigures>
      </Example>
      <Example title="Résumé">
        <SummaryList
          label="Exemple de résumé"
          rows={[
            { label: 'Prénom et nom', value: 'Léa Martin', origin: 'Transmis par la CAF le 24\u00a0novembre 2026' },
            { label: 'École', value: 'Jules-Ferry', change: { href: '#champs' } },
            { label: 'Certificat médical', change: { href: '#champs', text: 'Ajouter' } },
          ]}
        />
      </Example>
    </>
  );
}

type Row = {
  readonly number: string;
  readonly applicant: string;
  readonly deadline: string;
  readonly days: number;
  readonly state: string;
  readonly ton: Ton;
};

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    header: 'Numéro',
    cell: ({ number }) => (
      <a href="#dossier">
        <Verbatim>{number}</Verbatim>
      </a>
    ),
  },
  { key: 'applicant', header: 'Demandeur', cell: ({ applicant }) => applicant, sort: { href: '#listes' } },
  {
    key: 'deadline',
    header: 'Échéance',
    cell: ({ deadline }) => deadline,
    sort: { href: '#messages', state: 'croissant' },
  },
  { key: 'days', header: 'Jours restants', cell: ({ days }) => days, numeric: true },
  { key: 'state', header: 'État', cell: ({ state, ton }) => <Tag text={state} ton={ton} /> },
];

const ROWS: readonly Row[] = [
  {
    number: 'DP 086 194 26 A0042',
    applicant: 'Claire Dubois',
    deadline: '3\u00a0décembre 2026',
    days: 9,
    state: 'Pièce manquante',
    ton: 'attention',
  },
  {
    number: 'PC 086 194 26 A0117',
    applicant: 'Moussa Traoré',
    deadline: '14\u00a0janvier 2027',
    days: 51,
    state: 'En instruction',
    ton: 'info',
  },
];
