import { Button, Card, CardGrid, Form, Hero, TextField } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import type { Organisation } from '../domain/organisation.ts';
import { publicAccess } from '../policies.ts';
import { listOrganisationsEnVue } from '../storage/organisations.ts';
import { searchOrganisations } from '../storage/search-organisations.ts';
import type { ComptesDeps } from './deps.ts';
import { Site } from './site.tsx';

const SHOWN = 48;

/** The home of the platform: find one's commune. */
export function accueilPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: '/',
      access: publicAccess,
      async GET(contexte) {
        const texte = (contexte.query.get('q') ?? '').trim().slice(0, 100);
        const organisations = await deps.db.transaction({ public: true }, (tx) =>
          texte ? searchOrganisations(tx, texte, SHOWN) : listOrganisationsEnVue(tx, SHOWN),
        );
        return page(<Accueil contexte={contexte} texte={texte} organisations={organisations} />);
      },
    },
  ];
}

type AccueilProps = {
  readonly contexte: Contexte;
  readonly texte: string;
  readonly organisations: readonly Organisation[];
};

function Accueil({ contexte: { chrome }, texte, organisations }: AccueilProps) {
  return (
    <Site chrome={chrome} title="Les démarches de ma collectivité" wide>
      <Hero title="Les démarches de ma collectivité" organisation="Parvis">
        <p>Choisissez votre commune, votre intercommunalité ou votre département.</p>
      </Hero>
      <Form action="/" method="get" search label="Rechercher une collectivité">
        <TextField
          name="q"
          label="Commune, code postal ou nom de la collectivité"
          type="search"
          value={texte}
          autocomplete="off"
        />
        <Button kind="secondaire">Rechercher</Button>
      </Form>
      <h2>{texte ? `Résultats pour «\u00a0${texte}\u00a0»` : 'Collectivités présentes'}</h2>
      {organisations.length === 0 ? (
        <p>Aucune collectivité ne correspond. Essayez le nom de votre commune ou son code postal.</p>
      ) : (
        <CardGrid>
          {organisations.map((organisation) => (
            <Card
              key={organisation.id}
              href={`/${organisation.slug}`}
              title={organisation.nom}
              meta={NOMS_DES_TYPES[organisation.type]}
            />
          ))}
        </CardGrid>
      )}
    </Site>
  );
}

const NOMS_DES_TYPES: Readonly<Record<Organisation['type'], string>> = {
  commune: 'Commune',
  epci: 'Intercommunalité',
  departement: 'Département',
  region: 'Région',
  etat: 'État',
};
