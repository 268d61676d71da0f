import { Alert, Button, ButtonGroup, DataTable, Form, fr, InsetText, Tag } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP } from '../../../values/french.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import type { Catalogue } from '../../demarches/index.ts';
import {
  type ApercuAdoption,
  type ApercuDispositif,
  type ApercuSession,
  nouveautesDe,
} from '../domain/apercu-adoption.ts';
import { assertMayManage } from '../policies.ts';
import { adoptAsManager, readAdoptable } from '../use-cases/adopt-catalogue.ts';
import { previewAdoption } from '../use-cases/preview-adoption.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

export type AdoptionDeps = FondsDeps & { readonly catalogue: Catalogue };

/** The fund of the catalogue: what adopting it adds to the organisation, then its adoption. */
export function adopterFondsPages(deps: AdoptionDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/adoption',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayManage(agent);
        const adopted = await adoptAsManager(deps, agent, await readAdoptable(deps.catalogue));
        if (!adopted.ok) return show(deps, contexte, adopted.error);
        const nouveautes = nouveautesDe(adopted.value);
        const message =
          nouveautes.length === 0
            ? 'Tout est déjà là\u00a0: rien n’a changé.'
            : `Le fonds est adopté\u00a0: ${nouveautes.join(', ')}. Ouvrez maintenant les enveloppes de ses axes.`;
        return redirect(`/fonds/${organisation.slug}`, { type: 'succes', message: fr(message) });
      },
    },
  ];
}

async function show(deps: AdoptionDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayManage(agent);
  const adoptable = await readAdoptable(deps.catalogue);
  const apercu = await deps.db.read(porteeOf(agent), (tx) =>
    previewAdoption(tx, { ...adoptable, organisationId: organisation.id }),
  );
  const { chrome } = contexte;
  const credits = `/fonds/${organisation.slug}`;
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Adopter un fonds du catalogue"
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: credits, label: 'Crédits' }]}
      invalid={erreur !== undefined}
      wide
    >
      {erreur !== undefined && (
        <Alert ton="erreur" title="Le catalogue ne peut pas être adopté." live>
          <p>{erreur}</p>
        </Alert>
      )}
      <h1>Adopter un fonds du catalogue</h1>
      <Action apercu={apercu} action={`${credits}/adoption`} credits={credits} jeton={chrome.jeton} />
      <Programme apercu={apercu} />
      {apercu.dispositifs.map((dispositif) => (
        <Dispositif key={dispositif.slug} dispositif={dispositif} />
      ))}
      <Actes apercu={apercu} />
    </Site>
  );
  return page(view, erreur === undefined ? 200 : 422);
}

type ActionProps = {
  readonly apercu: ApercuAdoption;
  readonly action: string;
  readonly credits: string;
  readonly jeton: string;
};

function Action({ apercu, action, credits, jeton }: ActionProps) {
  const nouveautes = nouveautesDe(apercu);
  if (nouveautes.length === 0) {
    return (
      <Alert ton="info" title="Votre organisation a déjà tout ce fonds.">
        <p>
          Rien n’est à créer. Si le catalogue change, cette page dira ce qui s’ajoute.{' '}
          <a href={credits}>Voir les crédits</a>
        </p>
      </Alert>
    );
  }
  return (
    <>
      <p>
        Ce qui manque à votre organisation est créé, ce qui existe ne change pas. À créer&nbsp;: {nouveautes.join(', ')}
        .
      </p>
      <InsetText>
        <p>
          Aucun crédit n’est ouvert&nbsp;: vous ouvrirez ensuite les enveloppes. Les formulaires sont publiés avec les
          valeurs d’exemple du catalogue&nbsp;: relisez-les dans l’administration, rubrique «&nbsp;Démarches&nbsp;».
        </p>
      </InsetText>
      <Form action={action} jeton={jeton} label="Adopter ce fonds">
        <ButtonGroup>
          <Button>Adopter ce fonds</Button>
          <a href={credits}>Revenir aux crédits</a>
        </ButtonGroup>
      </Form>
    </>
  );
}

function Etat({ manque }: { readonly manque: boolean }) {
  return manque ? <Tag text={`À${NBSP}créer`} ton="info" /> : <Tag text={`Déjà${NBSP}là`} ton="succes" />;
}

function Programme({ apercu: { programme } }: { readonly apercu: ApercuAdoption }) {
  return (
    <>
      <h2>{fr(programme.nom)}</h2>
      <p>
        Programme de {inEuros(programme.montant)} <Etat {...programme} />
      </p>
      <DataTable
        caption="Axes du programme"
        rows={programme.axes.map((axe, index) => ({ ...axe, numero: index + 1 }))}
        rowKey={({ numero }) => String(numero)}
        empty={<p>Aucun axe.</p>}
        columns={[
          { key: 'axe', header: 'Axe', cell: ({ numero, nom }) => `${numero}. ${fr(nom)}` },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
        ]}
      />
    </>
  );
}

const NATURES = { guichet: 'Guichet', appel_a_projets: 'Appel à projets' } as const;

function Dispositif({ dispositif }: { readonly dispositif: ApercuDispositif }) {
  const { nom, axe, nature, presentation, formulaire, sessions } = dispositif;
  return (
    <section>
      <h2>{fr(nom)}</h2>
      <p>
        {NATURES[nature]}, axe {axe} <Etat {...dispositif} />
      </p>
      <p>{fr(presentation)}</p>
      <DataTable
        caption={`Sessions${NBSP}: ${fr(nom)}`}
        captionHidden
        rows={sessions}
        rowKey={(session) => session.nom}
        empty={<p>Aucune session.</p>}
        columns={[
          { key: 'nom', header: 'Session', cell: (session) => fr(session.nom) },
          { key: 'ouverture', header: 'Ouverture', cell: ({ opensAt }) => formatInstant(opensAt) },
          {
            key: 'cloture',
            header: 'Clôture',
            cell: ({ closesAt }) => (closesAt ? formatInstant(closesAt) : 'Aucune'),
          },
          { key: 'etat', header: 'État', cell: (session) => <Etat {...session} /> },
          { key: 'plus', header: 'À publier', cell: aPublier },
        ]}
      />
      {formulaire && (
        <p>
          Formulaire&nbsp;: {fr(formulaire.titre)} <Etat {...formulaire} />
        </p>
      )}
    </section>
  );
}

function aPublier({ regles, grille, avis }: ApercuSession): string {
  const all = [
    ...(regles > 0 ? [`${regles}${NBSP}version${regles > 1 ? 's' : ''} de règles`] : []),
    ...(grille ? ['la grille d’évaluation'] : []),
    ...(avis ? ['la grille d’avis'] : []),
  ];
  return all.length === 0 ? 'Rien' : all.join(', ');
}

function Actes({ apercu: { actes } }: { readonly apercu: ApercuAdoption }) {
  return (
    <section>
      <h2>Textes des actes</h2>
      <DataTable
        caption="Textes des actes"
        captionHidden
        rows={actes}
        rowKey={({ titre }) => titre}
        empty={<p>Aucun texte.</p>}
        columns={[
          { key: 'titre', header: 'Texte', cell: ({ titre }) => titre },
          { key: 'etat', header: 'État', cell: (acte) => <Etat {...acte} /> },
        ]}
      />
    </section>
  );
}
