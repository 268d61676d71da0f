import { Alert, Details, Multiline, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { A_RELIRE, ACTES, TYPES_ACTE } from '../domain/acte.ts';
import { BALISES_ACTE } from '../domain/balises-acte.ts';
import { assertMayReadCredits } from '../policies.ts';
import { listModeles, type ModeleEnVigueur } from '../storage/modeles-actes.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** The texts of the acts as the next act will use them, each with its version. */
export function modelesActesPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/actes/modeles',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCredits(agent);
        const modeles = await deps.db.read(porteeOf(agent), (tx) => listModeles(tx, organisation.id));
        return page(
          <VueModeles chrome={contexte.chrome} agent={agent} organisation={organisation} modeles={modeles} />,
        );
      },
    },
  ];
}

type VueModelesProps = {
  readonly chrome: Contexte['chrome'];
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly modeles: readonly ModeleEnVigueur[];
};

function VueModeles({ chrome, agent, organisation, modeles }: VueModelesProps) {
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Textes des actes"
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: `/fonds/${organisation.slug}/subventions`, label: 'Subventions' }]}
    >
      <h1>Textes des actes</h1>
      <p>
        Chaque acte est écrit d’après le texte en vigueur ce jour-là, et le garde. Un texte modifié fait une nouvelle
        version, pour les actes suivants seulement.
      </p>
      {modeles.length > 0 && (
        <Alert ton="attention" title="À faire relire par un juriste avant le premier acte">
          <p>Sous chaque texte, ce qu’il faut vérifier dans la loi du jour et dans l’organisation de votre service.</p>
        </Alert>
      )}
      {modeles.length === 0 && (
        <p>Votre organisation n’a pas encore adopté de textes : ses actes ne sont pas rédigés ici.</p>
      )}
      {TYPES_ACTE.flatMap((type) => modeles.filter((modele) => modele.type === type)).map((modele) => (
        <Texte key={modele.id} modele={modele} />
      ))}
    </Site>
  );
}

function Texte({ modele: { type, version, titre, objet, corps, createdAt } }: { readonly modele: ModeleEnVigueur }) {
  const { phrases } = BALISES_ACTE[type];
  return (
    <>
      <h2>{ACTES[type].libelle}</h2>
      <p>
        Version {version}, adoptée le {formatInstant(createdAt)}.
      </p>
      <p>
        <strong>À faire relire</strong>&nbsp;: {A_RELIRE[type]}
      </p>
      <Details
        summary={
          <>
            Lire le texte<VisuallyHidden> ({ACTES[type].libelle})</VisuallyHidden>
          </>
        }
      >
        <p>
          <strong>
            {named(titre, phrases)} {named(objet, phrases)}
          </strong>
        </p>
        {corps
          .split(/\n\s*\n/u)
          .filter((paragraphe) => paragraphe.trim() !== '')
          .map((paragraphe) => (
            <Multiline key={paragraphe}>{named(paragraphe, phrases).trim()}</Multiline>
          ))}
      </Details>
    </>
  );
}

/** A tag says what it stands for: « [le bénéficiaire] ». What is a paragraph of its own keeps its name. */
function named(texte: string, phrases: Readonly<Record<string, string>>): string {
  return texte
    .replaceAll('**', '')
    .replace(/\{\{\s*([^{}]+?)\s*\}\}/gu, (_, balise: string) => `[${phrases[balise] ?? BLOCS[balise] ?? balise}]`);
}

const BLOCS: Readonly<Record<string, string>> = {
  'clause.financement': 'les autres financements',
  'clause.calendrier': 'le calendrier',
  'clause.garantie': 'la garantie à première demande',
  'clause.fin': 'l’ancienne et la nouvelle date d’achèvement',
  'clause.versements': 'ce qui a été versé, et ce qui est à reverser',
  'caducite.cause': 'la cause de la caducité',
  'reversement.motif': 'le motif du reversement',
  'plan.versements': 'l’échéancier des versements',
};
