import { Button, ButtonGroup, Form, InsetText, Section, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { demandeurAccess, ownUsagerAccess } from '../policies.ts';
import type { Mandat } from '../storage/mandats.ts';
import { beginToAct, stopActing } from '../use-cases/agir.ts';
import { describeMandatsHeld } from '../use-cases/describe-mandats.ts';
import { endMandat } from '../use-cases/end-mandat.ts';
import { type ComptesDeps, enSonNom } from './deps.ts';
import { mandatIdOf } from './mandat.tsx';
import { porteeDe, terme } from './mandats-mots.ts';
import { ARRETER, Site } from './site.tsx';

const PATH = '/compte/personnes-aidees';

/** The other side of a mandate: for whom one may act, and beginning or ceasing to. */
export function personnesAideesPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: ownUsagerAccess,
      async GET(contexte) {
        const mandats = await describeMandatsHeld(deps, enSonNom(contexte).personneId);
        return page(<PersonnesAidees contexte={contexte} mandats={mandats} />);
      },
    },
    {
      path: `${PATH}/:mandat/agir`,
      access: ownUsagerAccess,
      async POST(contexte) {
        const acting = await beginToAct(deps, enSonNom(contexte), mandatIdOf(contexte));
        return acting.ok ? redirect('/mes-dossiers') : redirect(PATH, { type: 'erreur', message: acting.error });
      },
    },
    {
      path: `${PATH}/:mandat/rendre`,
      access: ownUsagerAccess,
      async POST(contexte) {
        const { personneId } = enSonNom(contexte);
        const ended = await endMandat(deps, { personneId, mandatId: mandatIdOf(contexte) });
        return redirect(
          PATH,
          ended.ok
            ? { type: 'succes', message: 'Le mandat est rendu\u00a0: vous ne pouvez plus agir pour cette personne.' }
            : { type: 'erreur', message: ended.error },
        );
      },
    },
    { path: ARRETER, access: demandeurAccess, enToutNom: true, POST: (contexte) => stop(deps, contexte) },
  ];
}

async function stop(deps: ComptesDeps, { principal }: Contexte): Promise<Reponse> {
  if (principal.type !== 'anonyme' && principal.auteur) {
    const { sessionId, auteur } = principal;
    await stopActing(deps, { personneId: auteur.personneId, sessionId }, auteur.titreId);
  }
  return redirect(PATH, { type: 'succes', message: 'Vous n’agissez plus qu’en votre nom.' });
}

type PersonnesAideesProps = { readonly contexte: Contexte; readonly mandats: readonly Mandat[] };

function PersonnesAidees({ contexte: { chrome }, mandats }: PersonnesAideesProps) {
  return (
    <Site
      chrome={chrome}
      title="Personnes que j’aide"
      breadcrumb={[
        { href: '/compte', label: 'Mon compte' },
        { href: '/compte/mandats', label: 'Mandats' },
      ]}
    >
      <h1>Personnes que j’aide</h1>
      {mandats.length === 0 ? (
        <p>
          Personne ne vous a donné de mandat. Une personne que vous aidez peut vous en donner un depuis son
          compte&nbsp;: vous recevrez un lien par courriel.
        </p>
      ) : (
        <p>Tout ce que vous faites au nom d’une personne lui est montré, avec votre nom.</p>
      )}
      {mandats.map((mandat) => (
        <Aidee key={mandat.id} mandat={mandat} jeton={chrome.jeton} />
      ))}
      <h2>Sans ordinateur</h2>
      <InsetText>
        <p>
          Quelqu’un qui ne peut pas se servir d’un ordinateur ne peut pas donner de mandat ici. Sa demande peut se faire
          sur papier, à l’accueil de sa collectivité ou par courrier, ou avec un aidant habilité dans un espace France
          services.
        </p>
      </InsetText>
    </Site>
  );
}

function Aidee({ mandat, jeton }: { readonly mandat: Mandat; readonly jeton: string }) {
  const name = <VisuallyHidden> {mandat.mandantNom}</VisuallyHidden>;
  return (
    <Section id={`aidee-${mandat.id}`} title={mandat.mandantNom}>
      <p>
        {porteeDe(mandat)}. {terme(mandat)}.
      </p>
      <ButtonGroup>
        <Form action={`${PATH}/${mandat.id}/agir`} jeton={jeton}>
          <Button>Agir en son nom{name}</Button>
        </Form>
        <Form action={`${PATH}/${mandat.id}/rendre`} jeton={jeton}>
          <Button kind="discret">Rendre ce mandat{name}</Button>
        </Form>
      </ButtonGroup>
    </Section>
  );
}
