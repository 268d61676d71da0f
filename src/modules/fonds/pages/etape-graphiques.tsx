import type { ComponentChildren } from 'preact';
import {
  Barres,
  CarteDepartements,
  Courbe,
  type DepartementValue,
  formatNumber,
  fr,
  shortMontant,
} from '../../../platform/html/index.ts';
import { isCodeDepartement } from '../../../values/code-departement.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros, type Montant, sumMontants } from '../../../values/montant.ts';
import type { Chiffres } from '../domain/chiffres.ts';
import { parHabitant } from '../domain/equite.ts';
import { courbeDObjectif } from '../domain/trajectoire.ts';
import type { ObjectifSuivi } from '../storage/objectifs.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { lienDeListe } from './etape-liens.ts';
import { montantCle, nomsOf, parNom } from './etape-mots.ts';
import type { Ouverture } from './etape-tableaux.tsx';

/** What was awarded of what was asked, axis by axis. */
export function BarresDesAxes({ lu, ouverture: { jour } }: { readonly lu: EtapeLue; readonly ouverture: Ouverture }) {
  const noms = nomsOf(lu);
  return (
    <Barres
      caption="Attribué et demandé, par axe"
      category="Axe"
      rows={parNom(lu.point.axes, noms.axe)}
      rowKey={({ cle }) => cle}
      label={({ cle }) => noms.axe(cle)}
      series={[
        {
          key: 'attribue',
          header: 'Attribué',
          value: ({ attribue }) => attribue,
          text: ({ attribue }) => shortMontant(attribue),
          href: ({ cle, subventions }) =>
            subventions > 0 ? lienDeListe(jour, 'subventions', { axe: cle }) : undefined,
        },
        {
          key: 'demande',
          header: 'Demandé',
          value: ({ demande }) => demande,
          text: ({ demande }) => shortMontant(demande),
        },
      ]}
      empty={<p>Rien à compter ce jour-là.</p>}
    />
  );
}

/** How the fund came to where it is that day. */
export function Evolution({ lu: { courbe, point, programmes } }: { readonly lu: EtapeLue }) {
  const { ensemble } = point;
  const points = (of: (chiffres: Chiffres) => number) =>
    courbe.map(({ jour, chiffres }) => ({ jour, value: of(chiffres) }));
  const total = sumMontants(programmes.map(({ montant }) => montant));
  // Far above the lines, it would flatten them.
  const near = ensemble.attribue * 4 >= total;
  return (
    <>
      <h2>Au fil du temps</h2>
      <Courbe
        id="montants"
        title="Montants cumulés"
        description={fr(
          `${montantCle(ensemble.attribue)} sont attribués et ${montantCle(ensemble.paye)} payés, pour un programme de ${montantCle(total)}.`,
        )}
        series={[
          { label: 'Attribué', points: points(({ attribue }) => attribue) },
          { label: 'Payé', points: points(({ paye }) => paye) },
        ]}
        goal={near ? { label: 'Programme', value: total } : undefined}
        format={(cents) => inEuros(cents as Montant)}
        shortFormat={(cents) => shortMontant(cents as Montant)}
      />
      <Courbe
        id="nombres"
        title="Dossiers et collectivités, en cumul"
        description={fr(
          `${formatNumber(ensemble.deposes)} dossiers déposés, ${formatNumber(ensemble.soutenues)} collectivités soutenues.`,
        )}
        series={[
          { label: 'Dossiers déposés', points: points(({ deposes }) => deposes) },
          { label: 'Collectivités soutenues', points: points(({ soutenues }) => soutenues) },
        ]}
      />
    </>
  );
}

/** Where the deployment stands on its way: what was counted, and the steady pace that reaches the goal in time. */
export function Trajectoires({
  objectifs,
  jour,
}: {
  readonly objectifs: readonly ObjectifSuivi[];
  readonly jour: Jour;
}) {
  return (
    <>
      {objectifs.map((objectif, index) => {
        const { libelle, compte, cible, echeance, arrivees } = objectif;
        const { observe, regulier } = courbeDObjectif(objectif, { arrivees, jour });
        return (
          <Courbe
            key={objectif.id}
            id={`objectif-${index + 1}`}
            title={fr(`Trajectoire : ${libelle}`)}
            description={fr(
              `${count(compte, 'collectivité')} ${compte > 1 ? 'connues' : 'connue'} au ${formatJour(jour)}, pour ${formatNumber(cible)} visées le ${formatJour(echeance)}.`,
            )}
            series={[
              { label: 'Collectivités', points: observe },
              { label: 'Progression régulière', points: regulier },
            ]}
            goal={{ label: 'Objectif', value: cible }}
            shortFormat={cible < LONG ? formatNumber : undefined}
          />
        );
      })}
    </>
  );
}

/** From here on, a number would not fit beside the axis. */
const LONG = 100_000;

type CarteProps = {
  readonly lu: EtapeLue;
  readonly ouverture: Ouverture;
  /** The table that says the same. */
  readonly children: ComponentChildren;
};

/** Where the money goes, for one inhabitant: a large département is not shown darker because it is large. */
export function Carte({ lu, ouverture: { jour }, children }: CarteProps) {
  const groupes = new Map(lu.point.departements.map((groupe) => [groupe.cle, groupe]));
  const values = [...lu.recensement.departements].flatMap(([code, population]): readonly DepartementValue[] => {
    if (!isCodeDepartement(code)) return [];
    const groupe = groupes.get(code);
    const value = groupe ? parHabitant(groupe.attribue, population) : 0;
    if (!groupe || groupe.subventions === 0) return [{ code, value }];
    return [{ code, value, href: lienDeListe(jour, 'subventions', { departement: code }) }];
  });
  return (
    <CarteDepartements
      id="carte"
      title={`Attribué par habitant, au ${formatJour(jour)}`}
      description="Le montant attribué dans chaque département, divisé par la population de ses communes."
      values={values.toSorted((a, b) => (a.code < b.code ? -1 : 1))}
      format={(cents) => inEuros(cents as Montant)}
      per="par habitant"
    >
      {children}
    </CarteDepartements>
  );
}
