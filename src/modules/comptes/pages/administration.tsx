import type { ComponentChildren } from 'preact';
import type { Tx } from '../../../platform/db/database.ts';
import { Alert, Card, CardGrid, type LayoutProps } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { mentionsManquantes, mentionsOf } from '../domain/mentions.ts';
import type { Organisation } from '../domain/organisation.ts';
import { agentAccess } from '../policies.ts';
import { administrateursOf, invitesOf } from '../storage/membres.ts';
import { assertMayAdminister } from '../use-cases/administrer.ts';
import { porteeOf } from '../use-cases/agent.ts';
import { type LieuDeTravail, lieuDeTravailOf } from './agent-of.ts';
import type { ComptesDeps } from './deps.ts';
import { agentNavigation } from './espace-agent.ts';
import { Site, type SiteProps } from './site.tsx';

/** One part of the administration of an organisation, as its home shows it. Each module gives its own. */
export type Rubrique = {
  readonly titre: string;
  readonly phrase: string;
  /** After `/administration/<organisation>/`. */
  readonly chemin: string;
  /** What is left to do here before the public can be told: complete sentences, none once it is done. */
  readonly reste?: (tx: Tx, organisation: Organisation, now: Temporal.Instant) => Promise<readonly string[]>;
};

export const rubriquesDesComptes: readonly Rubrique[] = [
  {
    titre: 'Personnes et rôles',
    phrase: 'Inviter des collègues, choisir ce qu’ils peuvent faire, les retirer.',
    chemin: 'membres',
    async reste(tx, { id }, now) {
      const come = (await administrateursOf(tx, id)).length;
      const awaited = (await invitesOf(tx, id, now)).filter(({ roles }) => roles.includes('administrateur')).length;
      return come + awaited > 1
        ? []
        : ['Invitez un second administrateur\u00a0: seul, vous ne pourriez pas être remplacé.'];
    },
  },
  { titre: 'Apparence', phrase: 'Les couleurs, la police et les formes de vos pages.', chemin: 'apparence' },
  {
    titre: 'Contact et mentions légales',
    phrase: 'Qui répond, qui héberge, le délégué à la protection des données, l’accessibilité.',
    chemin: 'mentions',
    async reste(_tx, organisation) {
      const missing = mentionsManquantes(mentionsOf(organisation));
      return missing.length === 0
        ? []
        : [`Écrivez ce que la loi demande sur vos pages\u00a0: ${EN_LISTE.format(missing)}.`];
    },
  },
];

/** The home of an organisation's administration: a list of links. */
export function administrationPages(deps: ComptesDeps, rubriques: readonly Rubrique[]): readonly Page[] {
  return [
    {
      path: '/administration/:organisation',
      access: agentAccess,
      async GET(contexte) {
        const lieu = await administrationOf(deps, contexte);
        const restes = await restesOf(deps, lieu, rubriques);
        return page(
          <Administration {...lieu} title="Administration" breadcrumb={[]} wide>
            <h1>Administration</h1>
            {restes.length > 0 && (
              <Alert ton="info" title="Avant d’annoncer vos démarches">
                <ol>
                  {restes.map(({ phrase, href, titre }) => (
                    <li key={phrase}>
                      {phrase} <a href={href}>{titre}</a>
                    </li>
                  ))}
                </ol>
              </Alert>
            )}
            <CardGrid>
              {rubriques.map(({ titre, phrase, chemin }) => (
                <Card key={chemin} href={`${lieu.base}/${chemin}`} title={titre} level={2}>
                  {phrase}
                </Card>
              ))}
            </CardGrid>
          </Administration>,
        );
      },
    },
  ];
}

const EN_LISTE = new Intl.ListFormat('fr');

type Reste = { readonly phrase: string; readonly href: string; readonly titre: string };

/** What is left to do, in the order of the parts: nobody has to guess what a public service still lacks. */
async function restesOf(
  { db, clock }: Pick<ComptesDeps, 'db' | 'clock'>,
  { agent, organisation, base }: LieuAdministration,
  rubriques: readonly Rubrique[],
): Promise<readonly Reste[]> {
  return db.read(porteeOf(agent), async (tx) => {
    const restes: Reste[] = [];
    for (const { reste, chemin, titre } of rubriques) {
      const phrases = (await reste?.(tx, organisation, clock.now())) ?? [];
      restes.push(...phrases.map((phrase) => ({ phrase, href: `${base}/${chemin}`, titre })));
    }
    return restes;
  });
}

/** Where an administrator is, and as whom. */
export type LieuAdministration = LieuDeTravail & {
  readonly contexte: Contexte;
  /** `/administration/poitiers`. */
  readonly base: string;
};

/**
 * The administrator who opens a page, in the organisation that its address names.
 * @throws NotFound when they have no role there
 * @throws Forbidden when they do not administer it
 */
export async function administrationOf(
  deps: Parameters<typeof lieuDeTravailOf>[0],
  contexte: Contexte,
): Promise<LieuAdministration> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayAdminister(agent);
  return { contexte, agent, organisation, base: `/administration/${organisation.slug}` };
}

export type AdministrationProps = LieuAdministration &
  Pick<SiteProps, 'title' | 'context' | 'invalid' | 'wide' | 'essai'> & {
    /** Between the home of the administration and this page; the home itself gives none. */
    readonly breadcrumb?: LayoutProps['breadcrumb'];
    readonly children: ComponentChildren;
  };

/** A page of the administration, with its menu and its way back. */
export function Administration({ contexte, agent, organisation, base, breadcrumb, ...site }: AdministrationProps) {
  const home = contexte.url.split('?')[0] === base;
  return (
    <Site
      {...site}
      chrome={contexte.chrome}
      organisation={organisation}
      navigation={agentNavigation(agent, contexte.chrome)}
      breadcrumb={home ? [] : [{ href: base, label: 'Administration' }, ...(breadcrumb ?? [])]}
    />
  );
}
