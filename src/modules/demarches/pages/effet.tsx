import { InsetText, KeyFigure, KeyFigures } from '../../../platform/html/index.ts';
import { type Chrome, type Contexte, json, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP } from '../../../values/french.ts';
import { type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { MOIS_MONTRES, SEUIL, type Synthese } from '../domain/publication.ts';
import { type EffetLu, readEffet } from '../use-cases/read-effet.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { effetCsv, effetJson } from './effet-fichiers.ts';
import { combien, minutes, nomDuMois, parDossier, pourCent, sommeDesSources } from './effet-mots.ts';
import { Durees, ParMois, ParPartie, ParSource } from './effet-tableaux.tsx';

const TITRE = 'Dites-le-nous une fois, l’effet mesuré';

/** What the prefill changed, for everybody to see: of one organisation, and of the whole installation. */
export function effetPages(deps: DemarchesDeps): readonly Page[] {
  const whole = async () => undefined;
  return [
    ...pagesAt('/:organisation/effet', (contexte) => organisationOf(deps, contexte)),
    ...pagesAt('/effet', whole),
  ];

  function pagesAt(path: string, of: (contexte: Contexte) => Promise<Organisation | undefined>): readonly Page[] {
    return [
      {
        path,
        access: publicAccess,
        async GET(contexte) {
          const organisation = await of(contexte);
          const effet = await readEffet(deps, organisation);
          return page(<Effet chrome={contexte.chrome} organisation={organisation} effet={effet} deps={deps} />);
        },
      },
      {
        path: `${path}.json`,
        access: publicAccess,
        async GET(contexte) {
          const organisation = await of(contexte);
          return json(effetJson(await readEffet(deps, organisation), organisation));
        },
      },
      {
        path: `${path}.csv`,
        access: publicAccess,
        async GET(contexte) {
          const organisation = await of(contexte);
          return {
            type: 'fichier',
            body: effetCsv(await readEffet(deps, organisation), organisation),
            contentType: 'text/csv; charset=utf-8',
            disposition: `attachment; filename="effet-${organisation?.slug ?? 'parvis'}.csv"`,
          };
        },
      },
    ];
  }
}

type EffetProps = {
  readonly chrome: Chrome;
  readonly organisation: Organisation | undefined;
  readonly effet: EffetLu;
  readonly deps: Pick<DemarchesDeps, 'sources'>;
};

function Effet({ chrome, organisation, effet, deps }: EffetProps) {
  const { publication, calculeLe, mois } = effet;
  const home = organisation ? `/${organisation.slug}` : '/';
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRE}
      wide
      breadcrumb={[{ href: home, label: organisation ? 'Démarches' : 'Collectivités' }]}
    >
      <h1>{TITRE}</h1>
      <p>
        Ce qu’une administration sait déjà n’est pas redemandé. Voici ce que cela a changé{' '}
        {organisation
          ? `pour ${organisation.nom}, dans ses démarches en ligne,`
          : 'dans les démarches en ligne de toutes les collectivités présentes ici,'}{' '}
        depuis {nomDuMois(mois[0] ?? '')}.
      </p>
      {publication ? (
        <>
          <Chiffres synthese={publication.ensemble} />
          <ParPartie effet={effet} publication={publication} organisation={organisation} />
          <ParMois repartition={publication.mois} />
          <Durees synthese={publication.ensemble} />
          <ParSource synthese={publication.ensemble} sources={deps.sources} />
        </>
      ) : (
        <InsetText>
          <p>
            <strong>Pas encore de chiffres à montrer.</strong>
          </p>
          <p>
            Moins de {SEUIL} dossiers ont été déposés en {MOIS_MONTRES} mois. Les chiffres apparaissent à partir de{' '}
            {SEUIL}, pour que personne ne soit reconnu.
          </p>
        </InsetText>
      )}
      <Methode toutes={!organisation} />
      <h2>Réutiliser ces chiffres</h2>
      <p>
        {calculeLe
          ? `Calculés le ${formatInstant(calculeLe)} à partir du journal, puis toutes les heures.`
          : 'Ils sont calculés toutes les heures à partir du journal. Le premier calcul n’a pas encore eu lieu.'}
      </p>
      <ul>
        <li>
          <a href={`${organisation ? home : ''}/effet.csv`}>Télécharger en CSV</a>
        </li>
        <li>
          <a href={`${organisation ? home : ''}/effet.json`}>Lire en JSON</a>
        </li>
      </ul>
    </Site>
  );
}

function Chiffres({ synthese }: { readonly synthese: Synthese }) {
  const { depots, preremplis, piecesEvitees, champsPreremplis, dureeAvec, dureeSans } = synthese;
  const { demandes, indisponibles } = sommeDesSources(synthese);
  return (
    <KeyFigures>
      <KeyFigure
        label="Justificatifs évités"
        value={combien(piecesEvitees)}
        detail={`pour ${combien(depots, 'dossier déposé', 'dossiers déposés')}, dont ${combien(preremplis, 'prérempli', 'préremplis')}`}
      />
      <KeyFigure
        label="Champs préremplis par dossier"
        value={parDossier(champsPreremplis, depots)}
        detail={`${combien(champsPreremplis)} en tout`}
      />
      <KeyFigure
        label="Temps pour déposer, avec préremplissage"
        value={minutes(dureeAvec?.mediane)}
        detail={
          dureeSans
            ? `la moitié des dossiers en prend moins. Sans préremplissage${NBSP}: ${minutes(dureeSans.mediane)}`
            : 'la moitié des dossiers en prend moins'
        }
      />
      <KeyFigure
        label="Sources en panne"
        value={pourCent(indisponibles, demandes)}
        detail={`${combien(indisponibles)} sur ${combien(demandes, 'demande', 'demandes')} à d’autres administrations`}
      />
    </KeyFigures>
  );
}

function Methode({ toutes }: { readonly toutes: boolean }) {
  return (
    <>
      <h2>Comment c’est compté</h2>
      <p>
        Tout vient du journal, que personne ne peut modifier, pas même la collectivité. Il garde des nombres, des
        identifiants et des empreintes, jamais la réponse d’un usager.
      </p>
      <ul>
        <li>
          <strong>Un justificatif évité</strong> est un document obligatoire que le formulaire n’a pas demandé parce
          qu’une administration avait certifié la réponse. Sans elle, et pour obtenir le même résultat, il aurait fallu
          le joindre.
        </li>
        <li>
          <strong>Un champ prérempli</strong> est une réponse venue d’une administration et déposée telle quelle. Une
          réponse que l’usager a corrigée n’est pas comptée.
        </li>
        <li>
          <strong>Le temps</strong> va du début du brouillon au premier dépôt, pauses comprises. Les dossiers qui ont
          pris 24 heures ou plus ne sont pas chronométrés. Ceux qui préremplissent et ceux qui ne préremplissent pas ne
          font pas toujours les mêmes démarches&nbsp;: l’écart ne vient pas du seul préremplissage.
        </li>
        <li>
          <strong>Une source en panne</strong> n’a pas répondu à temps, ou pas de façon lisible. L’usager a alors rempli
          lui-même.
        </li>
        <li>
          <strong>Les petits nombres</strong>&nbsp;: un groupe de moins de {SEUIL} dossiers est réuni à d’autres.{' '}
          {toutes && 'Les collectivités qui en ont moins n’y sont pas. '}Les dossiers déposés avant que l’effet soit
          mesuré ne sont pas comptés.
        </li>
      </ul>
    </>
  );
}
