import type { VNode } from 'preact';
import { Hero, Layout, type LayoutProps, Section, SubNavigation } from './index.ts';
import { Actions } from './showcase/actions.tsx';
import { CaseFile } from './showcase/case-file.tsx';
import { Charts } from './showcase/charts.tsx';
import { Choices } from './showcase/choices.tsx';
import { Fields } from './showcase/fields.tsx';
import { Identity } from './showcase/identity.tsx';
import { Lists } from './showcase/lists.tsx';
import { Messages } from './showcase/messages.tsx';

export type ShowcaseProps = Pick<LayoutProps, 'organisation' | 'assets' | 'nonce'>;

/**
 * The page `/composants`: every component in each of its states, with the look of one organisation. It is the
 * documentation of the components, and what the accessibility tests read.
 */
export function Showcase({ organisation, assets, nonce }: ShowcaseProps): VNode {
  return (
    <Layout
      title="Composants"
      context="Parvis"
      organisation={organisation}
      assets={assets}
      nonce={nonce}
      wide
      dossier
      navigation={[
        { href: '#contenu', label: 'Composants', current: true },
        { href: '#champs', label: 'Champs' },
        { href: '#dossier', label: 'Dossier' },
      ]}
      user={{
        label: 'Claire Dubois',
        links: [
          { label: 'Mes informations', href: '#contenu' },
          { label: 'Se déconnecter', action: '/composants', jeton: 'exemple' },
        ],
      }}
      flash={{ type: 'succes', message: 'Vos modifications sont enregistrées.' }}
    >
      <Hero title="Composants" organisation={organisation.name}>
        <p>
          Tout ce dont une page est faite, dans chacun de ses états. Réduisez la fenêtre, changez de thème, imprimez.
        </p>
      </Hero>
      <SubNavigation
        label="Parties de cette page"
        links={SECTIONS.map(({ id, title }) => ({ href: `#${id}`, label: title }))}
      />
      {SECTIONS.map(({ id, title, Content }) => (
        <Section key={id} id={id} title={title}>
          <Content organisation={organisation} />
        </Section>
      ))}
    </Layout>
  );
}

const SECTIONS = [
  { id: 'identite', title: 'Identité', Content: Identity },
  { id: 'actions', title: 'Actions', Content: Actions },
  { id: 'champs', title: 'Champs', Content: Fields },
  { id: 'choix', title: 'Choix', Content: Choices },
  { id: 'messages', title: 'Messages', Content: Messages },
  { id: 'listes', title: 'Listes', Content: Lists },
  { id: 'graphiques', title: 'Graphiques', Content: Charts },
  { id: 'dossier', title: 'Dossier', Content: CaseFile },
] as const;
