import { Alert, ButtonGroup, ButtonLink, DataTable, Section, Tag, Verbatim } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { agentAccess, lieuDeTravailOf, type Organisation, Site } from '../../comptes/index.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';
import {
  describePreremplissage,
  type LignePrerempli,
  type Preremplissage,
} from '../use-cases/describe-preremplissage.ts';
import { cadreDesHabilitations, habilitationsHref } from './habilitations-href.ts';

/** For who edits a démarche: what can be filled in by itself, and what to ask for in DataPass. */
export function preremplissagePages(deps: DonneesDeps): readonly Page[] {
  return [
    {
      path: '/administration/:organisation/demarches/:demarche/donnees',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const donnees = await describePreremplissage(deps, agent, contexte.params['demarche'] ?? '');
        return page(<Donnees contexte={contexte} organisation={organisation} donnees={donnees} />);
      },
    },
  ];
}

type DonneesProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly donnees: Preremplissage;
};

function Donnees({ contexte: { chrome }, organisation, donnees }: DonneesProps) {
  const list = habilitationsHref(organisation);
  const { titre, habilitation, empechement, preremplis, suggestions } = donnees;
  const manquants = [...new Set(preremplis.flatMap((ligne) => ligne.manquants))];
  const asked = preremplis.some(({ scopes }) => scopes.length > 0);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Données préremplies"
      context={titre}
      {...cadreDesHabilitations(organisation, chrome)}
      wide
    >
      <p class="muted">{titre}</p>
      <h1>Données préremplies</h1>
      {empechement && asked && (
        <Alert ton="attention">{empechement} Les champs concernés sont à remplir par l’usager.</Alert>
      )}
      <DataTable
        caption="Champs préremplis"
        rows={preremplis}
        rowKey={({ id }) => id}
        empty={<p>Aucun champ de cette démarche n’est prérempli.</p>}
        columns={columns(true)}
      />
      {manquants.length > 0 && (
        <Section id="a-demander" title="À demander sur DataPass">
          <p>Pour préremplir tous ces champs, il manque&nbsp;:</p>
          <Scopes scopes={manquants} />
        </Section>
      )}
      {suggestions.length > 0 && (
        <>
          <h2>Ce qui pourrait l’être</h2>
          <p>Une administration connaît ces réponses. Elles sont demandées à l’usager aujourd’hui.</p>
          <DataTable
            caption="Champs qui pourraient être préremplis"
            captionHidden
            rows={suggestions}
            rowKey={({ id }) => id}
            empty=""
            columns={columns(false)}
          />
        </>
      )}
      <ButtonGroup>
        {habilitation ? (
          <ButtonLink kind="secondaire" href={`${list}/${habilitation.id}`}>
            Voir l’habilitation
          </ButtonLink>
        ) : (
          <ButtonLink href={`${list}/nouvelle?demarche=${donnees.demarcheId}`}>Ajouter une habilitation</ButtonLink>
        )}
      </ButtonGroup>
    </Site>
  );
}

function columns(withState: boolean) {
  return [
    { key: 'champ', header: 'Champ', cell: ({ libelle }: LignePrerempli) => libelle },
    { key: 'source', header: 'Qui le sait', cell: ({ detenteur }: LignePrerempli) => detenteur },
    {
      key: 'scopes',
      header: 'Scopes nécessaires',
      cell: ({ scopes }: LignePrerempli) => (scopes.length === 0 ? 'Aucun' : <Scopes scopes={scopes} />),
    },
    ...(withState
      ? [
          {
            key: 'etat',
            header: 'Accordé',
            cell: ({ scopes, manquants }: LignePrerempli) =>
              manquants.length === scopes.length && scopes.length > 0 ? (
                <Tag text="Non" ton="attention" />
              ) : manquants.length > 0 ? (
                <Tag text="En partie" ton="info" />
              ) : (
                <Tag text="Oui" ton="succes" />
              ),
          },
        ]
      : []),
  ];
}

function Scopes({ scopes }: { readonly scopes: readonly string[] }) {
  return (
    <ul class="plain-list">
      {scopes.map((scope) => (
        <li key={scope}>
          <Verbatim>{scope}</Verbatim>
        </li>
      ))}
    </ul>
  );
}
