import type { VNode } from 'preact';
import { NotFound } from '../../../platform/errors.ts';
import { Multiline, SummaryList } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatSiren } from '../../../values/siren.ts';
import { formatTelephone } from '../../../values/telephone.ts';
import type { Annuaire } from '../annuaire.ts';
import { type Mentions, mentionsOf } from '../domain/mentions.ts';
import type { Organisation } from '../domain/organisation.ts';
import { publicAccess } from '../policies.ts';
import { Site } from './site.tsx';

/** What the installation says of itself; what it does not say, the pages say that it does not. */
export type Informations = {
  /** Where to read the code that runs here. */
  readonly codeSource?: string;
  /** When the declaration of accessibility was established. */
  readonly accessibiliteEtablieLe?: Jour;
};

/** Whose page it is: an organisation's own, or the platform's, which says what holds for all. */
type Information = (de: {
  readonly organisation: Organisation | undefined;
  readonly mentions: Mentions;
  readonly informations: Informations;
}) => VNode;

type Deps = { readonly annuaire: Annuaire; readonly informations: Informations };

/** What the law wants said on every public site: for the platform, and by each organisation in its own name. */
export function informationPages(deps: Deps): readonly Page[] {
  return [
    ...bothPages(deps, 'accessibilite', 'Déclaration d’accessibilité', Accessibilite),
    ...bothPages(deps, 'mentions-legales', 'Mentions légales', MentionsLegales),
    ...bothPages(deps, 'donnees-personnelles', 'Données personnelles', DonneesPersonnelles),
    informationPage(deps, '/code-source', 'Code source', CodeSource, async () => undefined),
  ];
}

function bothPages(deps: Deps, path: string, title: string, Body: Information) {
  return [
    informationPage(deps, `/${path}`, title, Body, async () => undefined),
    informationPage(deps, `/:organisation/${path}`, title, Body, async ({ params }) => {
      const organisation = await deps.annuaire.bySlug(params['organisation'] ?? '');
      if (!organisation) throw new NotFound('Cette collectivité n’est pas présente ici.');
      return organisation;
    }),
  ];
}

function informationPage(
  { informations }: Deps,
  path: string,
  title: string,
  Body: Information,
  organisationOf: (contexte: Contexte) => Promise<Organisation | undefined>,
): Page {
  return {
    path,
    access: publicAccess,
    async GET(contexte) {
      const organisation = await organisationOf(contexte);
      return page(
        <Site chrome={contexte.chrome} organisation={organisation} title={title}>
          <h1>{title}</h1>
          <Body organisation={organisation} mentions={mentionsOf(organisation)} informations={informations} />
        </Site>,
      );
    },
  };
}

/** Loi n° 2005-102, art. 47; décret n° 2019-768. Without an audit, the page says so, and what nobody has checked. */
function Accessibilite({ organisation, mentions, informations }: Parameters<Information>[0]) {
  const { accessibilite, audit, courrielAccessibilite, courriel, telephone } = mentions;
  const adresse = courrielAccessibilite ?? courriel;
  const qui = organisation?.nom ?? 'La collectivité dont vous suivez la démarche';
  const { accessibiliteEtablieLe: etablie } = informations;
  const audited = audit !== undefined && accessibilite !== 'non';
  return (
    <>
      <p>
        {qui} s’engage à rendre ses démarches en ligne accessibles, comme le demande l’article 47 de la loi
        n°&nbsp;2005-102 du 11&nbsp;février 2005. Cette déclaration porte sur les pages de ce site.
      </p>
      <h2>État de conformité</h2>
      {audited ? (
        <>
          <p>
            Ce service est {accessibilite} conforme au référentiel général d’amélioration de l’accessibilité (RGAA).
          </p>
          <Multiline>{audit}</Multiline>
        </>
      ) : (
        <p>
          Ce service est non conforme au référentiel général d’amélioration de l’accessibilité (RGAA)&nbsp;: aucun audit
          n’a encore été réalisé par un tiers, et rien ne dit donc combien de ses critères sont respectés.
        </p>
      )}
      <h2>Date de la déclaration</h2>
      <p>
        {etablie
          ? `Cette déclaration a été établie le ${formatJour(etablie)}.`
          : 'Non établie\u00a0: personne n’a encore daté cette déclaration. Son texte suit le logiciel qui tourne ici.'}
      </p>
      <h2>Ce qui est vérifié</h2>
      <p>
        À chaque modification, un outil automatique contrôle les pages selon les WCAG 2.2 au niveau AA, et les démarches
        sont rejouées dans un navigateur, au clavier seul, sur un écran de 320&nbsp;pixels et sans JavaScript. Un outil
        automatique ne voit qu’une partie des défauts.
      </p>
      <h2>Contenus non accessibles</h2>
      {!audited && <p>Sans audit, leur liste n’est pas établie.</p>}
      <p>
        N’ont pas été vérifiés&nbsp;: l’usage avec chaque lecteur d’écran, et les fichiers que les usagers et les agents
        joignent aux dossiers.
      </p>
      <h2>Signaler une difficulté</h2>
      <p>
        Si vous ne pouvez pas accéder à un contenu ou à une démarche, écrivez{' '}
        {adresse ? <Courriel adresse={adresse} /> : `à ${organisation?.nom ?? 'la collectivité concernée'}`}
        {telephone && `, ou téléphonez au ${formatTelephone(telephone)}`}&nbsp;: vous aurez une réponse, et une autre
        façon de faire votre démarche. Elle peut toujours se faire au guichet ou par courrier.
      </p>
      <h2>Voies de recours</h2>
      <p>
        Si vous avez signalé un défaut qui vous empêche d’accéder à un contenu ou à une démarche et que vous n’avez pas
        obtenu de réponse satisfaisante, vous pouvez saisir le Défenseur des droits&nbsp;: avec{' '}
        <a href="https://formulaire.defenseurdesdroits.fr/">son formulaire en ligne</a>, ou auprès de l’un de ses{' '}
        <a href="https://www.defenseurdesdroits.fr/">délégués, par courrier ou par téléphone</a>. C’est gratuit.
      </p>
    </>
  );
}

/** Loi n° 2004-575, art. 1-1. */
function MentionsLegales({ organisation, mentions }: Parameters<Information>[0]) {
  if (!organisation) {
    return (
      <>
        <h2>Éditeur</h2>
        <p>
          Chaque collectivité est l’éditrice des démarches publiées sous son nom. Ses mentions légales sont au pied de
          ses propres pages, avec le nom de l’hébergeur.
        </p>
      </>
    );
  }
  const { adresse, telephone, courriel, directeur, hebergeur } = mentions;
  return (
    <>
      <h2>Éditeur</h2>
      <SummaryList
        rows={[
          { label: 'Nom', value: organisation.nom },
          { label: 'SIREN', value: formatSiren(organisation.siren) },
          { label: 'Adresse', value: adresse && <Multiline>{adresse}</Multiline> },
          { label: 'Téléphone', value: telephone && formatTelephone(telephone) },
          { label: 'Courriel', value: courriel && <Courriel adresse={courriel} /> },
          { label: 'Directeur de la publication', value: directeur },
        ].filter(({ value }) => value)}
      />
      <h2>Hébergement</h2>
      {hebergeur ? <Multiline>{hebergeur}</Multiline> : <p>{organisation.nom} n’a pas encore indiqué son hébergeur.</p>}
    </>
  );
}

/** RGPD, art. 13. */
function DonneesPersonnelles({ organisation, mentions: { dpo } }: Parameters<Information>[0]) {
  return (
    <>
      <p>
        Les informations que vous donnez servent à traiter votre demande, et à rien d’autre.{' '}
        {organisation
          ? `${organisation.nom} en est responsable.`
          : 'La collectivité à laquelle vous l’adressez en est responsable.'}
      </p>
      <h2>Qui les lit</h2>
      <p>
        Les agents habilités de la collectivité. Chaque consultation de votre dossier est enregistrée, et vous la voyez
        dans l’historique de votre dossier.
      </p>
      <h2>D’où elles viennent</h2>
      <p>
        De vous, de FranceConnect pour votre identité et, avec votre accord à chaque demande, d’autres administrations.
        L’origine de chaque information est indiquée à côté d’elle.
      </p>
      <p>
        Les adresses et les numéros d’organismes que vous indiquez sont cherchés dans les registres publics&nbsp;: Base
        adresse nationale, répertoire Sirene, répertoire national des associations. Votre nom ne leur est pas transmis.
      </p>
      <h2>Combien de temps</h2>
      <p>
        Chaque démarche indique sa durée de conservation. Un brouillon que vous abandonnez peut être supprimé par vous.
      </p>
      <h2>Vos droits</h2>
      <p>
        Dans <a href="/compte">votre compte</a>, vous voyez qui a transmis et qui a lu vos données, vous pouvez les
        emporter toutes, et effacer votre compte.
      </p>
      <p>
        Pour les demandes déposées, vous pouvez demander l’accès à vos données, leur rectification, leur effacement ou
        la limitation de leur traitement au délégué à la protection des données{' '}
        {dpo ? <Courriel adresse={dpo} /> : 'de la collectivité'}, et saisir{' '}
        <a href="https://www.cnil.fr/fr/plaintes">la CNIL</a>.
      </p>
    </>
  );
}

/** EUPL 1.2, art. 5: whoever runs the software for others says where its source is. */
function CodeSource({ informations: { codeSource } }: Parameters<Information>[0]) {
  return (
    <>
      <p>
        Parvis est un logiciel libre sous licence EUPL 1.2. Toute collectivité peut l’utiliser, l’étudier, le modifier
        et le partager. Chaque accusé de dépôt se vérifie sans nous faire confiance, avec le programme fourni.
      </p>
      <h2>Le code qui tourne ici</h2>
      {codeSource ? (
        <p>
          Il se lit, modifications comprises, à cette adresse&nbsp;: <a href={codeSource}>{codeSource}</a>
        </p>
      ) : (
        <p>
          Qui exploite ce site n’a pas encore indiqué où le lire. La licence demande de le faire&nbsp;: écrivez à la
          collectivité dont vous suivez la démarche, dont l’adresse est dans ses mentions légales.
        </p>
      )}
    </>
  );
}

function Courriel({ adresse }: { readonly adresse: string }) {
  return <a href={`mailto:${adresse}`}>{adresse}</a>;
}
