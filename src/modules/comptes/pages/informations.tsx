import type { ComponentChildren } from 'preact';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { publicAccess } from '../policies.ts';
import { Site } from './site.tsx';

/** What the law wants said on every public site. An installation completes it (docs/mise-en-production.md). */
export function informationPages(): readonly Page[] {
  return [
    informationPage('/accessibilite', 'Accessibilité', <Accessibilite />),
    informationPage('/mentions-legales', 'Mentions légales', <MentionsLegales />),
    informationPage('/donnees-personnelles', 'Données personnelles', <DonneesPersonnelles />),
    informationPage('/code-source', 'Code source', <CodeSource />),
  ];
}

function informationPage(path: string, title: string, body: ComponentChildren): Page {
  return {
    path,
    access: publicAccess,
    GET: async ({ chrome }: Contexte) =>
      page(
        <Site chrome={chrome} title={title}>
          <h1>{title}</h1>
          {body}
        </Site>,
      ),
  };
}

/** Loi n° 2005-102, art. 47; décret n° 2019-768. No audit has been done yet, and the page says so. */
function Accessibilite() {
  return (
    <>
      <p>
        Ce service applique les règles du référentiel général d’amélioration de l’accessibilité (RGAA) et les WCAG 2.2
        au niveau AA. Chaque page est contrôlée par un outil automatique à chaque modification.
      </p>
      <h2>État de conformité</h2>
      <p>
        Aucun audit de conformité n’a encore été réalisé par un tiers&nbsp;: le service est donc déclaré non conforme,
        en attendant cet audit.
      </p>
      <h2>Signaler une difficulté</h2>
      <p>
        Si un contenu vous est inaccessible, écrivez à la collectivité concernée, ou faites votre démarche au guichet ou
        par courrier. Si vous n’obtenez pas de réponse, vous pouvez saisir{' '}
        <a href="https://formulaire.defenseurdesdroits.fr/">le Défenseur des droits</a>.
      </p>
    </>
  );
}

function MentionsLegales() {
  return (
    <>
      <h2>Éditeur</h2>
      <p>Chaque collectivité est l’éditrice des démarches publiées sous son nom.</p>
      <h2>Hébergement</h2>
      <p>
        Le nom et l’adresse de l’hébergeur sont ceux de l’organisme qui exploite cette installation de Parvis. Cette
        installation est une démonstration tant que l’exploitant n’a pas complété cette page.
      </p>
    </>
  );
}

/** RGPD, art. 13. */
function DonneesPersonnelles() {
  return (
    <>
      <p>
        Les informations que vous donnez servent à traiter votre demande, et à rien d’autre. La collectivité à laquelle
        vous l’adressez en est responsable.
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
        la limitation de leur traitement au délégué à la protection des données de la collectivité, et saisir{' '}
        <a href="https://www.cnil.fr/fr/plaintes">la CNIL</a>.
      </p>
    </>
  );
}

function CodeSource() {
  return (
    <p>
      Parvis est un logiciel libre sous licence EUPL 1.2. Toute collectivité peut l’utiliser, l’étudier, le modifier et
      le partager. Chaque accusé de dépôt se vérifie sans nous faire confiance, avec le programme fourni.
    </p>
  );
}
