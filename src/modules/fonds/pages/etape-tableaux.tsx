import type { ComponentChildren } from 'preact';
import { type Column, DataTable, formatNumber } from '../../../platform/html/index.ts';
import type { Jour } from '../../../values/jour.ts';
import { centimes, inEuros, type Montant } from '../../../values/montant.ts';
import { parHabitant } from '../domain/equite.ts';
import type { Groupe } from '../domain/point-d-etape.ts';
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
  /** « par axe »: ends the caption of each table. */
  readonly par: string;
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

/** The same figures for each group: its dossiers, then its money. Two tables, because one would not fit in a page. */
export function ParGroupe({ par, entete, groupes, nom, filtre, ouverture, population, delais }: ParGroupeProps) {
  if (groupes.length === 0) return <p>Rien à compter ce jour-là.</p>;
  const lien = (value: (groupe: Groupe) => number, statut?: string) => (groupe: Groupe) => (
    <Liste
      {...ouverture}
      quoi="dossiers"
      filtre={{ ...filtre(groupe.cle), ...(statut ? { statut } : {}) }}
      vide={value(groupe) === 0}
    >
      {formatNumber(value(groupe))}
    </Liste>
  );
  const name: Column<Groupe> = { key: 'nom', header: entete, cell: ({ cle }) => nom(cle) };
  const dossiers: Column<Groupe>[] = [
    {
      ...name,
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
      lien(({ deposes }) => deposes),
    ),
    number(
      'instruction',
      'En instruction',
      lien(({ parStatut }) => parStatut.en_instruction, 'en_instruction'),
    ),
    number(
      'acceptes',
      'Acceptés',
      lien(({ parStatut }) => parStatut.acceptee, 'acceptee'),
    ),
    number(
      'refuses',
      'Refusés',
      lien(({ parStatut }) => parStatut.refusee, 'refusee'),
    ),
  ];
  if (delais) dossiers.push(number('instruire', 'Délai médian', ({ delaiInstruction }) => jours(delaiInstruction)));
  const montants: Column<Groupe>[] = [
    name,
    amount('demande', 'Demandé', ({ demande }) => demande),
    number('attribue', 'Attribué', ({ cle, subventions, attribue }) => (
      <Liste {...ouverture} quoi="subventions" filtre={filtre(cle)} vide={subventions === 0}>
        {enEurosRonds(attribue)}
      </Liste>
    )),
    amount('paye', 'Payé', ({ paye }) => paye),
    amount('reste', 'Reste à payer', ({ reste }) => reste),
  ];
  if (population) {
    montants.push(number('habitant', 'Par habitant', ({ cle, attribue }) => perInhabitant(attribue, population(cle))));
  }
  if (delais) montants.push(number('payer', 'Délai médian', ({ delaiPaiement }) => jours(delaiPaiement)));
  const table = { rows: groupes, rowKey: ({ cle }: Groupe) => cle, empty: null };
  return (
    <>
      <DataTable {...table} caption={`Dossiers, ${par}`} columns={dossiers} />
      <DataTable {...table} caption={`Montants, ${par}`} columns={montants} />
    </>
  );
}

/** Without its cents, which make a table unreadable: the files have them. */
export function enEurosRonds(montant: Montant): string {
  return inEuros(centimes(Math.round(montant / 100) * 100));
}

export function perInhabitant(montant: Montant, population: number | undefined): string {
  const part = parHabitant(montant, population);
  return part === null ? '–' : inEuros(part);
}

function number(key: string, header: string, cell: (groupe: Groupe) => ComponentChildren): Column<Groupe> {
  return { key, header, numeric: true, cell };
}

function amount(key: string, header: string, of: (groupe: Groupe) => Montant): Column<Groupe> {
  return number(key, header, (groupe) => enEurosRonds(of(groupe)));
}
