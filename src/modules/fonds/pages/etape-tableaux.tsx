import type { ComponentChildren } from 'preact';
import { type Column, DataTable, formatNumber } from '../../../platform/html/index.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import { parHabitant } from '../domain/equite.ts';
import type { Groupe } from '../domain/point-d-etape.ts';
import { inEuros } from './credits.tsx';
import { adresseDeListe, type Filtre, QUOI, type Quoi } from './etape-liens.ts';
import { dontFictifs, jours, nombreFictif } from './etape-mots.ts';

/** Whose lists may be opened: a visitor sees those of what was awarded. */
export type Ouverture = { readonly slug: string; readonly jour: Jour; readonly agent: boolean };

type LienProps = Ouverture & {
  readonly quoi: Quoi;
  readonly filtre?: Filtre;
  readonly children: ComponentChildren;
  /** Zero counts nothing: there is no list to open. */
  readonly vide: boolean;
};

/** A figure, and the list that it counts when the visitor may see it. */
export function Liste({ slug, jour, agent, quoi, filtre, vide, children }: LienProps) {
  if (vide || !(agent || QUOI[quoi].publique)) return <>{children}</>;
  return <a href={adresseDeListe(slug, jour, quoi, filtre)}>{children}</a>;
}

export type ParGroupeProps = {
  readonly titre: string;
  readonly entete: string;
  readonly groupes: readonly Groupe[];
  readonly nom: (cle: string) => string;
  readonly filtre: (cle: string) => Filtre;
  readonly ouverture: Ouverture;
  /** Inhabitants of a group, where the figure means something. */
  readonly population?: (cle: string) => number | undefined;
  /** Delays are told of dispositifs. */
  readonly delais?: boolean;
};

/** The same figures for each group, as a table that reads aloud. */
export function ParGroupe({ titre, entete, groupes, nom, filtre, ouverture, population, delais }: ParGroupeProps) {
  const lien = (quoi: Quoi, value: (groupe: Groupe) => number, statut?: string) => (groupe: Groupe) => (
    <Liste
      {...ouverture}
      quoi={quoi}
      filtre={{ ...filtre(groupe.cle), ...(statut ? { statut } : {}) }}
      vide={value(groupe) === 0}
    >
      {formatNumber(value(groupe))}
    </Liste>
  );
  const columns: Column<Groupe>[] = [
    {
      key: 'nom',
      header: entete,
      cell: (groupe) => (
        <>
          {nom(groupe.cle)}
          {nombreFictif(groupe) > 0 && <span class="muted"> {dontFictifs(nombreFictif(groupe))}</span>}
        </>
      ),
    },
    number(
      'deposes',
      'Déposés',
      lien('dossiers', ({ deposes }) => deposes),
    ),
    number(
      'instruction',
      'En instruction',
      lien('dossiers', ({ parStatut }) => parStatut.en_instruction, 'en_instruction'),
    ),
    number(
      'acceptes',
      'Acceptés',
      lien('dossiers', ({ parStatut }) => parStatut.acceptee, 'acceptee'),
    ),
    number(
      'refuses',
      'Refusés',
      lien('dossiers', ({ parStatut }) => parStatut.refusee, 'refusee'),
    ),
    amount('demande', 'Demandé', ({ demande }) => demande),
    {
      ...amount('attribue', 'Attribué', ({ attribue }) => attribue),
      cell: (groupe) => (
        <Liste {...ouverture} quoi="subventions" filtre={filtre(groupe.cle)} vide={groupe.subventions === 0}>
          {inEuros(groupe.attribue)}
        </Liste>
      ),
    },
    amount('paye', 'Payé', ({ paye }) => paye),
    amount('reste', 'Reste à payer', ({ reste }) => reste),
  ];
  if (population) {
    columns.push({
      key: 'habitant',
      header: 'Attribué par habitant',
      numeric: true,
      cell: ({ cle, attribue }) => perInhabitant(attribue, population(cle)),
    });
  }
  if (delais) {
    columns.push(number('instruire', 'Instruction, médiane', ({ delaiInstruction }) => jours(delaiInstruction)));
    columns.push(number('payer', 'Premier paiement, médiane', ({ delaiPaiement }) => jours(delaiPaiement)));
  }
  return (
    <DataTable
      caption={titre}
      captionHidden
      rows={groupes}
      rowKey={({ cle }) => cle}
      empty={<p>Rien à compter ce jour-là.</p>}
      columns={columns}
    />
  );
}

export function perInhabitant(montant: Montant, population: number | undefined): string {
  const part = parHabitant(montant, population);
  return part === null ? '–' : inEuros(part);
}

function number(key: string, header: string, cell: (groupe: Groupe) => ComponentChildren): Column<Groupe> {
  return { key, header, numeric: true, cell };
}

function amount(key: string, header: string, of: (groupe: Groupe) => Montant): Column<Groupe> {
  return number(key, header, (groupe) => inEuros(of(groupe)));
}
