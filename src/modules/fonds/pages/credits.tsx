import { ButtonGroup, ButtonLink, DataTable, KeyFigure, KeyFigures } from '../../../platform/html/index.ts';
import { type Page, page } from '../../../platform/http/page.ts';
import { NBSP } from '../../../values/french.ts';
import { inEuros, type Montant, sumMontants } from '../../../values/montant.ts';
import {
  type Agent,
  agentAccess,
  lieuDeTravailOf,
  type Organisation,
  porteeOf,
  Site,
  type SiteProps,
} from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import type { Soldes } from '../domain/soldes.ts';
import { assertMayReadCredits, mayManage } from '../policies.ts';
import { type EnveloppeListee, listEnveloppes } from '../storage/enveloppes.ts';
import { listProgrammes, type ProgrammeListe } from '../storage/programmes.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** What a fund has, and what became of it: programmes, axes, enveloppes. */
export function creditsPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCredits(agent);
        const [programmes, enveloppes] = await deps.db.read(porteeOf(agent), (tx) =>
          Promise.all([listProgrammes(tx, organisation.id), listEnveloppes(tx, organisation.id)]),
        );
        return page(
          <Credits
            chrome={contexte.chrome}
            agent={agent}
            organisation={organisation}
            programmes={programmes}
            enveloppes={enveloppes}
            manages={mayManage(agent)}
          />,
        );
      },
    },
  ];
}

const MILLIONS = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });

/** « 14,2 M€ » above a million: for a figure to grasp; the tables below have the cents. */
export function inMillions(montant: Montant): string {
  return montant < 100_000_000 ? inEuros(montant) : `${MILLIONS.format(montant / 100_000_000)}${NBSP}M€`;
}

type CreditsProps = {
  readonly chrome: SiteProps['chrome'];
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly programmes: readonly ProgrammeListe[];
  readonly enveloppes: readonly EnveloppeListee[];
  readonly manages: boolean;
};

function Credits({ chrome, agent, organisation, programmes, enveloppes, manages }: CreditsProps) {
  const base = `/fonds/${organisation.slug}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Crédits du fonds"
      navigation={navigationOf(agent, 'credits')}
      wide
    >
      <h1>Crédits du fonds</h1>
      {programmes.length === 0 && <p>Aucun programme n’est ouvert.</p>}
      <p>
        <a href={`${base}/comparaison`}>Comparer deux versions des règles</a>
      </p>
      {manages && (
        <ButtonGroup>
          <ButtonLink href={`${base}/programme`} kind={programmes.length === 0 ? 'principal' : 'secondaire'}>
            Ouvrir un programme
          </ButtonLink>
          <ButtonLink href={`${base}/adoption`} kind="secondaire">
            Adopter un fonds du catalogue
          </ButtonLink>
        </ButtonGroup>
      )}
      {programmes.map((programme) => (
        <Programme key={programme.id} base={base} programme={programme} enveloppes={enveloppes} manages={manages} />
      ))}
    </Site>
  );
}

type ProgrammeProps = Pick<CreditsProps, 'enveloppes' | 'manages'> & {
  readonly base: string;
  readonly programme: ProgrammeListe;
};

function Programme({ base, programme, enveloppes, manages }: ProgrammeProps) {
  const axes = new Set(programme.axes.map(({ id }) => id));
  const total = totalOf(enveloppes.filter(({ axeId }) => axes.has(axeId)));
  return (
    <section>
      <h2>{programme.nom}</h2>
      <KeyFigures>
        <KeyFigure value={inMillions(programme.montant)} label="Programme" />
        <KeyFigure value={inMillions(total('autorise'))} label="Crédits ouverts" />
        <KeyFigure value={inMillions(total('engage', 'liquide', 'paye'))} label="Attribués" />
        <KeyFigure value={inMillions(total('disponible'))} label="Disponibles" />
      </KeyFigures>
      {programme.axes.map((axe) => (
        <section key={axe.id}>
          <h3>
            Axe {axe.numero}. {axe.nom}
          </h3>
          <p class="muted">{inEuros(axe.montant)}</p>
          <Enveloppes
            base={base}
            caption={`Enveloppes de l’axe ${axe.numero}, ${programme.nom}`}
            rows={enveloppes.filter(({ axeId }) => axeId === axe.id)}
          />
          {manages && (
            <ButtonGroup>
              <ButtonLink href={`${base}/axes/${axe.id}/enveloppe`} kind="secondaire">
                Ouvrir une enveloppe de l’axe {axe.numero}
              </ButtonLink>
            </ButtonGroup>
          )}
        </section>
      ))}
    </section>
  );
}

type EnveloppesProps = {
  readonly base: string;
  readonly caption: string;
  readonly rows: readonly EnveloppeListee[];
};

function Enveloppes({ base, caption, rows }: EnveloppesProps) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p>Aucune enveloppe n’est ouverte.</p>}
      columns={[
        {
          key: 'nom',
          header: 'Enveloppe',
          cell: (enveloppe) => <a href={`${base}/enveloppes/${enveloppe.id}`}>{nomDEnveloppe(enveloppe)}</a>,
        },
        amount('autorise', 'Ouverts', ({ autorise }) => autorise),
        amount('reserve', 'Réservés', ({ reserve }) => reserve),
        amount('attribue', 'Attribués', ({ engage, liquide, paye }) => sumMontants([engage, liquide, paye])),
        amount('paye', 'Payés', ({ paye }) => paye),
        amount('disponible', 'Disponibles', ({ disponible }) => disponible),
      ]}
    />
  );
}

function amount(key: string, header: string, of: (soldes: Soldes) => Montant) {
  return { key, header, numeric: true, cell: ({ soldes }: EnveloppeListee) => inEuros(of(soldes)) };
}

/** @returns the sum of these accounts over these enveloppes */
function totalOf(enveloppes: readonly EnveloppeListee[]) {
  return (...comptes: readonly (keyof Soldes)[]): Montant =>
    sumMontants(enveloppes.flatMap(({ soldes }) => comptes.map((compte) => soldes[compte])));
}
