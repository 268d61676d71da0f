import { NotFound } from '../../../platform/errors.ts';
import { ButtonLink, Card, CardGrid, Hero, InsetText } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { type Definition, isOpenTo } from '../domain/definition.ts';
import { findDemarche, listPublished } from '../storage/demarches.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';

/** What an organisation offers, and the first page of each démarche. No sign-in to read. */
export function portailPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/:organisation',
      access: publicAccess,
      async GET(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const offertes = await deps.db.transaction({ public: true }, async (tx) => {
          const demarches = await listPublished(tx, organisation.id);
          return Promise.all(
            demarches.map(async ({ slug, versionId }) => ({
              slug,
              definition: await deps.definitionOf(tx, versionId),
            })),
          );
        });
        return page(<Portail contexte={contexte} organisation={organisation} offertes={offertes} />);
      },
    },
    {
      path: '/:organisation/demarches/:demarche',
      access: publicAccess,
      async GET(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const { definition, statut } = await definitionOfAddress(deps, organisation, contexte);
        return page(
          <Presentation contexte={contexte} organisation={organisation} definition={definition} statut={statut} />,
        );
      },
    },
  ];
}

export async function definitionOfAddress(deps: DemarchesDeps, organisation: Organisation, contexte: Contexte) {
  return deps.db.transaction({ public: true }, async (tx) => {
    const demarche = await findDemarche(tx, organisation.id, contexte.params['demarche'] ?? '');
    if (!demarche || demarche.statut === 'depubliee') throw new NotFound('Cette démarche n’existe pas ici.');
    return { ...demarche, definition: await deps.definitionOf(tx, demarche.versionId) };
  });
}

type PortailProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly offertes: readonly { readonly slug: string; readonly definition: Definition }[];
};

function Portail({ contexte: { chrome }, organisation, offertes }: PortailProps) {
  return (
    <Site chrome={chrome} organisation={organisation} title="Vos démarches en ligne" wide>
      <Hero title="Vos démarches en ligne" organisation={organisation.nom}>
        <p>Faites votre demande depuis chez vous. Ce que l’administration sait déjà, vous n’avez pas à le redire.</p>
      </Hero>
      <h2>Toutes les démarches</h2>
      {offertes.length === 0 ? (
        <InsetText>
          <p>{organisation.nom} ne propose pas encore de démarche en ligne ici. Adressez-vous à son accueil.</p>
        </InsetText>
      ) : (
        <CardGrid>
          {offertes.map(({ slug, definition }) => (
            <Card
              key={slug}
              href={`/${organisation.slug}/demarches/${slug}`}
              title={definition.titre}
              meta={definition.duree}
            >
              {definition.resume}
            </Card>
          ))}
        </CardGrid>
      )}
    </Site>
  );
}

type PresentationProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly definition: Definition;
  readonly statut: 'publiee' | 'close' | 'depubliee';
};

function Presentation({ contexte: { chrome, params }, organisation, definition, statut }: PresentationProps) {
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={definition.titre}
      description={definition.resume}
      breadcrumb={[{ href: `/${organisation.slug}`, label: 'Démarches' }]}
    >
      <h1>{definition.titre}</h1>
      {definition.presentation.map((paragraphe) => (
        <p key={paragraphe}>{paragraphe}</p>
      ))}
      {!isOpenTo(definition, 'personnes') && (
        <p>
          Cette demande est faite par une collectivité&nbsp;: ses agents la remplissent ensemble, connectés avec
          ProConnect.
        </p>
      )}
      <p>Durée&nbsp;: {definition.duree}. Vous pouvez vous interrompre et reprendre plus tard, sans rien perdre.</p>
      {definition.aPreparer.length > 0 && (
        <>
          <h2>À préparer</h2>
          <ul>
            {definition.aPreparer.map((piece) => (
              <li key={piece}>{piece}</li>
            ))}
          </ul>
        </>
      )}
      {statut === 'close' ? (
        <InsetText>
          <p>Cette démarche est close&nbsp;: elle ne reçoit plus de demandes.</p>
        </InsetText>
      ) : (
        <ButtonLink href={`/${organisation.slug}/demarches/${params['demarche']}/commencer`} start>
          Commencer
        </ButtonLink>
      )}
    </Site>
  );
}
