import { Forbidden } from '../../../platform/errors.ts';
import { Button, DataTable, Form, formatNumber, Pagination, Select } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatDepartement, isCodeDepartement } from '../../../values/code-departement.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import { findAgent, publicAccess, Site } from '../../comptes/index.ts';
import type { CollectiviteConnue } from '../collectivites.ts';
import { classeDeTaille } from '../domain/collectivite.ts';
import { sirensDemandeurs } from '../storage/liste-etape.ts';
import { adresseDe, type Filtre } from './etape-liens.ts';
import { filtreDit } from './etape-mots.ts';
import { filtreOf, jourDe, type ListeEtapeDeps, nomsDuFonds } from './liste-etape.tsx';
import { navigationOf } from './navigation.ts';
import { organisationDuFonds } from './point-d-etape.tsx';

const PAGE_SIZE = 50;

const FRENCH = new Intl.Collator('fr');

/** Who never came: those of a profile, in the geographic code, less those that had asked by that day. */
export function jamaisDemandePages(deps: ListeEtapeDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/point-d-etape/jamais-demande',
      access: publicAccess,
      GET: (contexte) => show(deps, contexte),
    },
  ];
}

async function show(deps: ListeEtapeDeps, contexte: Contexte): Promise<Reponse> {
  const organisation = await organisationDuFonds(deps, contexte);
  const { chrome, query } = contexte;
  const agent = await findAgent(deps, contexte);
  if (!agent) {
    throw new Forbidden('Cette liste est réservée aux agents du fonds. Les chiffres, eux, sont publics.');
  }
  const jour = jourDe(deps, query);
  const filtre = filtreOf(query);
  const toutes = await jamais(deps, organisation.id, jour, filtre);
  const noms = await nomsDuFonds(deps, organisation);
  const from = Math.max(0, toutes.findIndex(({ cle }) => cle === query.get('apres')) + 1);
  const lignes = toutes.slice(from, from + PAGE_SIZE);
  const last = lignes.at(-1);
  const base = adresseDe(organisation.slug);
  const kept = { date: jour, ...filtre };
  const here = `${base}/jamais-demande?${new URLSearchParams(kept)}`;
  const title = `Collectivités qui n’ont jamais demandé au ${formatJour(jour)}`;
  return page(
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: `${base}?date=${jour}`, label: `Point d’étape au ${formatJour(jour)}` }]}
      wide
    >
      <h1>{title}</h1>
      <p>
        {filtreDit(filtre, noms)} {count(toutes.length, 'collectivité')}.
      </p>
      <Form action={`${base}/jamais-demande`} method="get" search label="Choisir un département">
        {Object.entries(kept).map(
          ([name, value]) => name !== 'departement' && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Select
          name="departement"
          label="Département"
          optional
          value={filtre.departement ?? ''}
          options={(await deps.recensement()).departements.keys().toArray().toSorted().flatMap(optionOf)}
        />
        <Button kind="secondaire">Choisir</Button>
      </Form>
      <DataTable
        caption="Collectivités, par nom"
        captionHidden
        rows={lignes}
        rowKey={({ cle }) => cle}
        empty={<p>Aucune&nbsp;: toutes ont demandé.</p>}
        columns={[
          { key: 'nom', header: 'Collectivité', cell: ({ nom }) => nom },
          { key: 'departement', header: 'Département', cell: ({ codeDepartement }) => codeDepartement ?? '–' },
          {
            key: 'population',
            header: 'Population',
            numeric: true,
            cell: ({ population }) => (population === null ? '–' : formatNumber(population)),
          },
        ]}
      />
      <Pagination
        label="Pages de la liste"
        previousHref={query.has('apres') ? here : undefined}
        nextHref={last && from + PAGE_SIZE < toutes.length ? `${here}&apres=${last.cle}` : undefined}
      />
    </Site>,
  );
}

const optionOf = (code: string) => (isCodeDepartement(code) ? [{ value: code, label: formatDepartement(code) }] : []);

/** By name. */
async function jamais(
  deps: ListeEtapeDeps,
  organisationId: string,
  jour: Parameters<typeof sirensDemandeurs>[2],
  { type, classe, departement, densite }: Filtre,
): Promise<readonly CollectiviteConnue[]> {
  const { toutes } = await deps.collectivites();
  const asked = await deps.db.read({ organisation: organisationId }, (tx) =>
    sirensDemandeurs(tx, organisationId, jour),
  );
  const ruralites = densite && (await deps.recensement()).ruralites;
  const densiteOf = (siren: string | null) => (siren === null ? undefined : ruralites?.bySiren.get(siren)) ?? 'inconnu';
  return toutes
    .filter(({ siren, pourRegles, codeDepartement }) => {
      if (siren !== null && asked.has(siren)) return false;
      if (type && pourRegles.type !== type) return false;
      if (classe && String(classeDeTaille(pourRegles.population).rang) !== classe) return false;
      // Without the grid nothing is told of a commune, rather than something false.
      if (densite && !(ruralites && densiteOf(siren) === densite)) return false;
      return !departement || codeDepartement === departement;
    })
    .toSorted((a, b) => FRENCH.compare(a.nom, b.nom) || (a.cle < b.cle ? -1 : 1));
}
