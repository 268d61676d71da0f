import { jour } from '../../../values/jour.ts';
import { centimes, euros, formatMontant, type Montant } from '../../../values/montant.ts';
import { DEPARTEMENT_TILES } from '../charts/departement-tiles.ts';
import { Barres, CarteDepartements, Courbe, type DepartementValue, Repartition, shortMontant } from '../index.ts';
import { Example } from './example.tsx';

export function Charts() {
  return (
    <>
      <Example title="Barres">
        <Barres
          caption="Dossiers déposés par axe"
          category="Axe"
          rows={AXES}
          rowKey={({ nom }) => nom}
          label={({ nom }) => nom}
          series={[{ key: 'dossiers', header: 'Dossiers', value: ({ dossiers }) => dossiers, href: () => '#listes' }]}
          empty={<p>Aucun dossier.</p>}
        />
      </Example>
      <Example title="Barres à deux séries">
        <Barres
          caption="Montants par axe"
          category="Axe"
          rows={AXES}
          rowKey={({ nom }) => nom}
          label={({ nom }) => nom}
          series={[
            {
              key: 'attribue',
              header: 'Attribué',
              value: ({ attribue }) => attribue,
              text: ({ attribue }) => shortMontant(attribue),
              href: () => '#listes',
            },
            {
              key: 'demande',
              header: 'Demandé',
              value: ({ demande }) => demande,
              text: ({ demande }) => shortMontant(demande),
            },
          ]}
          empty={<p>Aucun dossier.</p>}
        />
      </Example>
      <Example title="Répartition">
        <Repartition
          title="L’enveloppe de 88 M€ au 8&nbsp;octobre 2021"
          parts={[
            { label: 'Attribué', value: euros(61_200_000), href: '#listes' },
            { label: 'Réservé', value: euros(14_500_000) },
            { label: 'Disponible', value: euros(12_300_000) },
          ]}
          format={shortMontant}
        />
      </Example>
      <Example title="Courbe">
        <Courbe
          id="engagements"
          title="Montants cumulés depuis l’ouverture du fonds"
          description="61,2 M€ sont attribués sur 88 M€, et 38 M€ versés."
          series={[
            { label: 'Attribué', points: points([0, 4.1, 11, 22.4, 31, 44.7, 52.3, 61.2]) },
            { label: 'Versé', points: points([0, 0, 2.2, 6.1, 12, 20.5, 29.9, 38]) },
            { label: 'Justifié', points: points([0, 0, 0, 1.2, 4, 9.1, 15.5, 22]) },
          ]}
          goal={{ label: 'Enveloppe', value: euros(88_000_000) }}
          format={(cents) => formatMontant(cents as Montant, 'if-any')}
          shortFormat={shortMontant}
        />
      </Example>
      <Example title="Carte des départements">
        <CarteDepartements
          id="carte"
          title="Aide attribuée par département"
          description="Six départements sur dix reçoivent de 1&nbsp;000&nbsp;€ à 1&nbsp;800&nbsp;€ pour 1&nbsp;000&nbsp;habitants."
          values={VALEURS}
          format={(cents) => formatMontant(cents as Montant, 'if-any')}
          per={'pour 1\u00a0000\u00a0habitants'}
        />
      </Example>
    </>
  );
}

const AXES = [
  { nom: 'Démarches en ligne', dossiers: 1204, attribue: euros(24_600_000), demande: euros(41_300_000) },
  {
    nom: 'Compétences numériques des agents et des élus',
    dossiers: 310,
    attribue: euros(9_800_000),
    demande: euros(12_000_000),
  },
  { nom: 'Cybersécurité', dossiers: 96, attribue: euros(3_450_000), demande: euros(3_450_000) },
  { nom: 'Données', dossiers: 0, attribue: euros(0), demande: euros(640_000) },
];

const JOURS = [
  '2021-01-22',
  '2021-03-01',
  '2021-04-15',
  '2021-06-01',
  '2021-07-15',
  '2021-08-20',
  '2021-09-10',
  '2021-10-08',
];

function points(millions: readonly number[]) {
  return millions.map((value, index) => ({
    jour: jour(JOURS[index] ?? ''),
    value: centimes(Math.round(value * 100_000_000)),
  }));
}

/** Made up: what a map needs is a spread, not a truth. */
const VALEURS: readonly DepartementValue[] = DEPARTEMENT_TILES.map(({ code, column, row }) => ({
  code,
  value: code === '976' ? null : euros(400 + ((column + row) % 6) * 300),
  href: '#listes',
})).toSorted((a, b) => (a.code < b.code ? -1 : 1));
