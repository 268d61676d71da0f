import type { ComponentChildren } from 'preact';
import { type Column, DataTable, formatNumber } from '../../../platform/html/index.ts';
import type { Jour } from '../../../values/jour.ts';
import { centimes, inEuros, type Montant } from '../../../values/montant.ts';
import { parHabitant } from '../domain/equite.ts';
import type { Groupe } from '../domain/point-d-etape.ts';
import { type Filtre, lienDeListe, QUOI, type Quoi } from './etape-liens.ts';
import { dontFictifs, fictifsDits, jours } from './etape-mots.ts';

/** Whose lists may be opened: a visitor sees those of what was awarded. */
export type Ouverture = { readonly jour: Jour; readonly agent: boolean };

type LienProps = Ouverture & {
  readonly quoi: Quoi;
  readonly filtre?: Filtre;
  readonly children: ComponentChildren;
  /** Zero counts nothing: there is no list to open. */
  readonly vide: boolean;
};

/** A figure, and the list that it counts when the visitor may see it. */
export function Liste({ jour, agent, quoi, filtre, vide, children }: LienProps) {
  if (vide || !(agent || QUOI[quoi].publique)) return <>{children}</>;
  return <a href={lienDeListe(jour, quoi, filtre)}>{children}</a>;
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
  /** Many groups: one table, which scrolls where it does not fit. */
  readonly compact?: boolean;
};

/**
 * The same figures for each group: its dossiers, then its money. Two tables, because one would not fit in a page, unless
 * the groups are so many that they are compared more than they are read: what remains to be paid is then left out, since
 * what is awarded and what is paid stand side by side.
 */
export function ParGroupe(props: ParGroupeProps) {
  const { par, entete, groupes, nom, filtre, ouverture, population, delais, compact } = props;
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
          {groupe.fictifs.deposes > 0 && <span class="muted"> {dontFictifs(groupe.fictifs.deposes)}</span>}
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
    {
      ...name,
      cell: (groupe) => (
        <>
          {nom(groupe.cle)}
          {groupe.fictifs.attribue > 0 && (
            <span class="muted"> dont {enEurosRonds(groupe.fictifs.attribue)} fictifs</span>
          )}
        </>
      ),
    },
    number('demande', 'Demandé', ({ cle, deposes, demande }) => (
      <Liste {...ouverture} quoi="dossiers" filtre={filtre(cle)} vide={deposes === 0}>
        {enEurosRonds(demande)}
      </Liste>
    )),
    number('attribue', 'Attribué', ({ cle, subventions, attribue }) => (
      <Liste {...ouverture} quoi="subventions" filtre={filtre(cle)} vide={subventions === 0}>
        {enEurosRonds(attribue)}
      </Liste>
    )),
    number('paye', 'Payé', ({ cle, paye }) => (
      <Liste {...ouverture} quoi="payees" filtre={filtre(cle)} vide={paye === 0}>
        {enEurosRonds(paye)}
      </Liste>
    )),
    number('reste', 'Reste à payer', ({ cle, reste }) => (
      <Liste {...ouverture} quoi="a_payer" filtre={filtre(cle)} vide={reste === 0}>
        {enEurosRonds(reste)}
      </Liste>
    )),
  ];
  if (population) {
    montants.push(number('habitant', 'Par habitant', ({ cle, attribue }) => perInhabitant(attribue, population(cle))));
  }
  if (delais) montants.push(number('payer', 'Délai médian', ({ delaiPaiement }) => jours(delaiPaiement)));
  const table = { rows: groupes, rowKey: ({ cle }: Groupe) => cle, empty: null };
  if (compact) {
    const columns = [name, ...dossiers.slice(1), ...montants.slice(1)].filter(({ key }) => key !== 'reste');
    const told = groupes.some((groupe) => fictifsDits(groupe) !== '') ? withFictifs(columns) : columns;
    return <DataTable {...table} caption={`Dossiers et montants, ${par}`} captionHidden columns={told} compact />;
  }
  return (
    <>
      <DataTable {...table} caption={`Dossiers, ${par}`} columns={dossiers} />
      <DataTable {...table} caption={`Montants, ${par}`} columns={montants} />
    </>
  );
}

/** What is fictitious in a figure stands just after it: under the name of each of many groups, it would hide the figures. */
function withFictifs(columns: readonly Column<Groupe>[]): readonly Column<Groupe>[] {
  const after: Readonly<Record<string, Column<Groupe>>> = {
    deposes: number('fictifs', 'dont fictifs', ({ fictifs }) => formatNumber(fictifs.deposes)),
    attribue: number('fictives', 'Subventions fictives', ({ fictifs }) => formatNumber(fictifs.subventions)),
  };
  return columns.flatMap((column) => [column, after[column.key] ?? []].flat());
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
