import {
  DataTable,
  Pagination,
  Reference,
  SubNavigation,
  Tag,
  type Ton,
  Verbatim,
} from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import type { EtatPublication } from '../domain/publication.ts';
import type { PublicationDecrite } from '../use-cases/describe-publication.ts';
import type { FiltrePublications, TableauDePublication } from '../use-cases/list-publications.ts';

const PAGE_SIZE = 50;

type ConventionsProps = {
  readonly query: URLSearchParams;
  readonly slug: string;
  readonly tableau: TableauDePublication;
};

/** The agreements of a fund, by where their open data stands. */
export function ConventionsAPublier({ query, slug, tableau }: ConventionsProps) {
  const base = `/fonds/${slug}/publication`;
  const etat = (Object.keys(FILTRES) as FiltrePublications[]).find((known) => known === query.get('etat'));
  const found = tableau.lignes.filter((ligne) =>
    etat === 'impossible' ? !ligne.texte.ok : etat === undefined || ligne.etat === etat,
  );
  const begin = 1 + found.findIndex(({ publiable }) => publiable.id === query.get('apres'));
  const lignes = found.slice(begin, begin + PAGE_SIZE);
  const href = (parameters: Record<string, string | undefined>) => {
    const kept = Object.entries({ etat, ...parameters }).flatMap(([name, value]) => (value ? [[name, value]] : []));
    return kept.length > 0 ? `${base}?${new URLSearchParams(kept)}` : base;
  };
  return (
    <>
      <h2>Conventions</h2>
      <SubNavigation
        label="États de publication"
        links={[
          { href: base, label: 'Toutes', count: tableau.lignes.length, current: etat === undefined },
          ...(Object.keys(FILTRES) as FiltrePublications[]).map((one) => ({
            href: `${base}?etat=${one}`,
            label: FILTRES[one],
            count: tableau.nombres[one],
            current: etat === one,
          })),
        ]}
      />
      <DataTable
        caption="Conventions, les plus pressantes d’abord"
        rows={lignes}
        rowKey={({ publiable }) => publiable.id}
        empty={<p>Aucune convention {etat ? 'dans cet état' : 'n’est signée'}.</p>}
        columns={[
          {
            key: 'numero',
            header: 'Subvention',
            cell: ({ publiable: { id, numero } }) => (
              <a href={`/fonds/${slug}/subventions/${id}`}>
                <Reference>{numero}</Reference>
              </a>
            ),
          },
          {
            key: 'beneficiaire',
            header: 'Bénéficiaire',
            cell: ({ publiable }) => <Verbatim>{publiable.beneficiaire.nom}</Verbatim>,
          },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ publiable }) => inEuros(publiable.montant) },
          { key: 'signee', header: 'Signée', cell: ({ publiable }) => formatJour(publiable.signeeLe, 'short') },
          { key: 'echeance', header: 'À publier avant', cell: echeanceEnTexte },
          { key: 'etat', header: 'État', cell: etatOf },
        ]}
      />
      <Pagination
        label="Pages des conventions"
        previousHref={begin > 0 ? href({}) : undefined}
        nextHref={begin + PAGE_SIZE < found.length ? href({ apres: lignes.at(-1)?.publiable.id }) : undefined}
      />
    </>
  );
}

const FILTRES: Readonly<Record<FiltrePublications, string>> = {
  en_retard: 'En retard',
  bientot: 'Sous 30 jours',
  a_publier: 'À publier',
  a_mettre_a_jour: 'À mettre à jour',
  publiee: 'Publiées',
  impossible: 'Impossibles',
};

const ETATS: Readonly<Record<EtatPublication, { readonly text: string; readonly ton: Ton }>> = {
  en_retard: { text: 'En retard', ton: 'erreur' },
  bientot: { text: 'À publier bientôt', ton: 'attention' },
  a_publier: { text: 'À publier', ton: 'neutre' },
  a_mettre_a_jour: { text: 'À mettre à jour', ton: 'attention' },
  publiee: { text: 'Publiée', ton: 'succes' },
};

function echeanceEnTexte({ echeance }: PublicationDecrite): string {
  return echeance === null ? 'Sans obligation' : formatJour(echeance, 'short');
}

/** What blocks comes with its remedy; what is published, with its first day. */
function etatOf({ etat, texte, publiable: { publiee } }: PublicationDecrite) {
  return (
    <>
      <Tag {...ETATS[etat]} />
      {publiee && <> depuis le {formatJour(jourFromInstant(publiee.premiereAt), 'short')}</>}
      {!texte.ok &&
        texte.error.map(({ probleme, remede }) => (
          <p key={probleme}>
            <strong>{probleme}</strong> {remede}
          </p>
        ))}
    </>
  );
}
