import { Fragment } from 'preact';
import { NotFound } from '../../../platform/errors.ts';
import { ButtonGroup, ButtonLink, InsetText, SummaryList } from '../../../platform/html/index.ts';
import type { MachineLue } from '../../../platform/http/machine.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { count } from '../../../values/french.ts';
import { type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { type Edition, lastEdition } from '../storage/editions.ts';
import { countFictives } from '../storage/publiables.ts';
import { fichierPublie } from '../use-cases/read-publication.ts';
import type { PublicFondsDeps } from './deps.ts';

const TITRE = 'Subventions attribuées';

/** The data set of a fund, presented to whoever would use it. */
export function donneesPubliquesPages(deps: PublicFondsDeps): readonly Page[] {
  return [
    {
      path: '/:organisation/donnees/subventions',
      access: publicAccess,
      async GET(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const [edition, fictives] = await deps.db.read({ public: true }, (tx) =>
          Promise.all([lastEdition(tx, organisation.id), countFictives(tx, organisation.id)]),
        );
        return page(
          <JeuDeDonnees contexte={contexte} organisation={organisation} edition={edition} fictives={fictives} />,
        );
      },
    },
  ];
}

/** The file itself: for programs, without cookies, told apart by its digest. */
export function donneesPubliquesMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [
    {
      path: '/:organisation/donnees/subventions.csv',
      perMinute: 60,
      async GET({ params }) {
        const organisation = await deps.annuaire.bySlug(params['organisation'] ?? '');
        const edition =
          organisation && (await deps.db.read({ public: true }, (tx) => lastEdition(tx, organisation.id)));
        if (!edition) return ABSENT;
        return {
          type: 'fichier',
          open: () => fichierPublie(deps.db, organisation.id, edition),
          bytes: edition.taille,
          contentType: 'text/csv; charset=utf-8',
          disposition: `attachment; filename="subventions-${organisation.slug}.csv"`,
          etag: edition.sha256,
          modifiedAt: edition.publieeAt,
        };
      },
    },
  ];
}

const ABSENT = {
  type: 'refus',
  status: 404,
  titre: 'Fichier absent',
  detail: 'Aucune subvention n’est encore publiée à cette adresse.',
} as const;

/** The organisation that the address names. @throws NotFound */
export async function organisationOf(
  { annuaire }: Pick<PublicFondsDeps, 'annuaire'>,
  { params }: Pick<Contexte, 'params'>,
): Promise<Organisation> {
  const organisation = await annuaire.bySlug(params['organisation'] ?? '');
  if (!organisation) throw new NotFound('Cette collectivité n’est pas présente ici.');
  return organisation;
}

type JeuProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly edition: Edition | undefined;
  readonly fictives: number;
};

function JeuDeDonnees({ contexte: { chrome }, organisation, edition, fictives }: JeuProps) {
  const base = `/${organisation.slug}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRE}
      description={`Les subventions attribuées par ${organisation.nom}, en données ouvertes.`}
      breadcrumb={[{ href: `${base}/projets-finances`, label: 'Projets financés' }]}
    >
      <h1>{TITRE}</h1>
      <p>
        Les conventions de subvention du fonds, en données ouvertes&nbsp;: qui reçoit combien, pour quoi, et quand c’est
        versé. Chaque ligne est vérifiée avant d’être publiée.
      </p>
      {edition ? (
        <>
          <ButtonGroup>
            <ButtonLink href={`${base}/donnees/subventions.csv`}>Télécharger le fichier (CSV)</ButtonLink>
          </ButtonGroup>
          <SummaryList label="Le jeu de données" rows={[...rowsOf(edition), ...CADRE]} />
        </>
      ) : (
        <InsetText>
          <p>Aucune subvention n’est encore publiée ici.</p>
        </InsetText>
      )}
      {fictives > 0 && (
        <p>
          {count(fictives, 'convention fictive')}, faite{fictives > 1 && 's'} pour la démonstration, n’
          {fictives > 1 ? 'y sont' : 'y est'} pas.
        </p>
      )}
      <h2>Pour les programmes</h2>
      <p>
        L’adresse du fichier ne change pas. Elle répond <code>304</code> à qui l’a déjà (en-tête{' '}
        <code>If-None-Match</code>), et se lit depuis n’importe quel site. Les appels et les attributions se lisent
        aussi en JSON, dans la forme du protocole CommonGrants&nbsp;: <a href="/common-grants/opportunities">appels</a>,{' '}
        <a href="/common-grants/awards">attributions</a>.
      </p>
    </Site>
  );
}

function rowsOf({ lignes, taille, publieeAt, sha256, numero }: Edition) {
  return [
    { label: 'Lignes', value: new Intl.NumberFormat('fr-FR').format(lignes) },
    { label: 'Dernière mise à jour', value: `${formatInstant(publieeAt)} (édition ${numero})` },
    { label: 'Taille', value: `${new Intl.NumberFormat('fr-FR').format(Math.ceil(taille / 1000))}\u00a0ko` },
    { label: 'Empreinte SHA-256', value: <Empreinte hex={sha256} /> },
  ];
}

/** It may break between its groups, so that it fits a phone, and is copied whole. */
function Empreinte({ hex }: { readonly hex: string }) {
  return (
    <code>
      {(hex.match(/.{1,8}/g) ?? []).map((part) => (
        <Fragment key={part}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

const CADRE = [
  {
    label: 'Licence',
    value: <a href="https://www.etalab.gouv.fr/licence-ouverte-open-licence/">Licence ouverte 2.0</a>,
  },
  {
    label: 'Schéma',
    value: <a href="https://schema.data.gouv.fr/scdl/subventions/">SCDL «&nbsp;subventions&nbsp;» 2.1.1</a>,
  },
];
