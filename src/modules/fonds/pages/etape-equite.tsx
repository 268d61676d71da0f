import { DataTable, formatNumber, fr, VERBATIM } from '../../../platform/html/index.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { type LigneEquite, parHabitant } from '../domain/equite.ts';
import type { LigneRuralite } from '../domain/equite-rurale.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { type Filtre, lienDeJamais, type Quoi } from './etape-liens.ts';
import { nomsOf, RURALITES } from './etape-mots.ts';
import { enEurosRonds, Liste, type Ouverture } from './etape-tableaux.tsx';

type EquiteProps = { readonly lu: EtapeLue; readonly ouverture: Ouverture };

/** Small and large: who asked, who received, who never came. */
export function Equite({ lu, ouverture }: EquiteProps) {
  const noms = nomsOf(lu);
  return (
    <>
      <h2>Équité entre collectivités</h2>
      <p>
        Pour chaque taille de collectivité&nbsp;: combien il y en a en France, combien ont demandé, combien sont
        soutenues, et combien n’ont jamais rien demandé.
      </p>
      <PetitesEtGrandes lignes={lu.equite} population={(cle) => lu.recensement.profils.get(cle)?.population ?? 0} />
      <DataTable
        compact
        caption="Équité, par type et par taille"
        captionHidden
        rows={lu.equite}
        rowKey={({ cle }) => cle}
        empty={<p>Le code officiel géographique est vide.</p>}
        columns={[
          {
            key: 'profil',
            header: 'Collectivités',
            cell: ({ type, classe }) => `${noms.type(type)}, ${minuscule(noms.classe(String(classe)))}`,
          },
          { key: 'nombre', header: 'En France', numeric: true, cell: ({ nombre }) => formatNumber(nombre) },
          {
            key: 'demandeuses',
            header: 'Ont demandé',
            numeric: true,
            cell: ({ type, classe, demandeuses }) => (
              <Liste
                {...ouverture}
                quoi="demandeuses"
                filtre={{ type, classe: String(classe) }}
                vide={demandeuses === 0}
              >
                {formatNumber(demandeuses)}
              </Liste>
            ),
          },
          {
            key: 'soutenues',
            header: 'Soutenues',
            numeric: true,
            cell: ({ type, classe, soutenues }) => (
              <Liste
                {...ouverture}
                quoi="collectivites"
                filtre={{ type, classe: String(classe) }}
                vide={soutenues === 0}
              >
                {formatNumber(soutenues)}
              </Liste>
            ),
          },
          {
            key: 'jamais',
            header: 'N’ont jamais demandé',
            numeric: true,
            cell: (ligne) => (
              <Jamais {...ouverture} {...ligne} filtre={{ type: ligne.type, classe: String(ligne.classe) }} />
            ),
          },
          {
            key: 'habitant',
            header: 'Par habitant',
            numeric: true,
            cell: ({ parHabitant: part }) => (part === null ? '–' : inEuros(part)),
          },
        ]}
      />
      <p class="muted">
        Populations municipales du code officiel géographique, celles d’aujourd’hui. Par habitant&nbsp;: le montant
        attribué, divisé par la population de toutes les collectivités de la ligne, soutenues ou non. Une collectivité
        dont le numéro SIREN n’est pas au journal n’est ni demandeuse ni soutenue ici. Les syndicats n’y sont pas&nbsp;:
        le code officiel géographique ne les recense pas.
      </p>
      <RuralEtUrbain lu={lu} ouverture={ouverture} />
    </>
  );
}

type JamaisProps = Ouverture & {
  readonly nombre: number;
  readonly jamaisDemande: number;
  readonly filtre: Filtre;
};

/** Which they are tells who asked: like that list, this one is for the agents of the fund. */
function Jamais({ jour, agent, nombre, jamaisDemande, filtre }: JamaisProps) {
  const said = `${formatNumber(jamaisDemande)} (${percent(jamaisDemande, nombre)})`;
  return agent && jamaisDemande > 0 ? <a href={lienDeJamais(jour, filtre)}>{said}</a> : said;
}

/** By INSEE’s grid, when the installation has it; else, in plain words, why it is not known, and what to do. */
function RuralEtUrbain({ lu: { ruralite }, ouverture }: EquiteProps) {
  const lien = (quoi: Quoi, of: (ligne: LigneRuralite) => number) => (ligne: LigneRuralite) => (
    <Liste {...ouverture} quoi={quoi} filtre={{ type: 'commune', densite: ligne.cle }} vide={of(ligne) === 0}>
      {formatNumber(of(ligne))}
    </Liste>
  );
  return (
    <>
      <h3>Communes rurales et urbaines</h3>
      {ruralite.etat === 'en_calcul' && (
        <p>
          La grille communale de densité de l’Insee vient d’être fournie&nbsp;: ces chiffres se calculent. Rechargez la
          page dans quelques minutes.
        </p>
      )}
      {ruralite.etat === 'sans_grille' && (
        <p>
          Le partage entre rural et urbain n’est pas connu ici&nbsp;: il vient de la grille communale de densité de
          l’Insee, qui n’est pas dans le code officiel géographique. Qui administre cette installation peut la
          fournir&nbsp;: télécharger la grille à sept niveaux sur <a href={GRILLE}>le site de l’Insee</a>, enregistrer
          en CSV sa feuille des communes, et donner ce fichier dans la variable de configuration{' '}
          <code {...VERBATIM}>GRILLE_DENSITE</code>. En attendant, la taille de la commune donne une première idée.
        </p>
      )}
      {ruralite.etat === 'connue' && (
        <>
          <DataTable
            caption="Équité entre communes rurales et urbaines"
            captionHidden
            rows={ruralite.lignes}
            rowKey={({ cle }) => cle}
            empty={null}
            columns={[
              { key: 'communes', header: 'Communes', cell: ({ cle }) => RURALITES[cle] },
              { key: 'nombre', header: 'En France', numeric: true, cell: ({ nombre }) => formatNumber(nombre) },
              {
                key: 'demandeuses',
                header: 'Ont demandé',
                numeric: true,
                cell: lien('demandeuses', ({ demandeuses }) => demandeuses),
              },
              {
                key: 'soutenues',
                header: 'Soutenues',
                numeric: true,
                cell: lien('collectivites', ({ soutenues }) => soutenues),
              },
              {
                key: 'jamais',
                header: 'N’ont jamais demandé',
                numeric: true,
                cell: (ligne) => <Jamais {...ouverture} {...ligne} filtre={{ type: 'commune', densite: ligne.cle }} />,
              },
              {
                key: 'attribue',
                header: 'Attribué',
                numeric: true,
                cell: ({ attribue }) => enEurosRonds(attribue),
              },
              {
                key: 'habitant',
                header: 'Par habitant',
                numeric: true,
                cell: ({ parHabitant: part }) => (part === null ? '–' : inEuros(part)),
              },
            ]}
          />
          <p class="muted">
            {fr(
              `Grille communale de densité de l’Insee (fichier «\u00a0${ruralite.fichier}\u00a0»)\u00a0: urbain des niveaux 1 à 4, rural des niveaux 5 à 7. La densité d’une commune est celle d’aujourd’hui, à toute date. Seules les communes y sont.`,
            )}
          </p>
        </>
      )}
    </>
  );
}

/** Where INSEE publishes the grid since 2025. */
const GRILLE = 'https://www.insee.fr/fr/information/8571524';

/** Below: where most rural communes are, and the threshold of many rules of the CGCT. */
const PETITE = 'Communes de moins de 3 500 habitants';

function PetitesEtGrandes({
  lignes,
  population,
}: {
  readonly lignes: readonly LigneEquite[];
  readonly population: (cle: string) => number;
}) {
  const communes = lignes.filter(({ type, classe }) => type === 'commune' && classe >= 0);
  const parts = [
    { nom: PETITE, lignes: communes.filter(({ classe }) => classe === 0) },
    { nom: 'Communes de 3 500 habitants et plus', lignes: communes.filter(({ classe }) => classe > 0) },
  ];
  return (
    <ul>
      {parts.map((part) => {
        const attribue = sumMontants(part.lignes.map((ligne) => ligne.attribue));
        const habitants = part.lignes.reduce((sum, { cle }) => sum + population(cle), 0);
        const nombre = part.lignes.reduce((sum, ligne) => sum + ligne.nombre, 0);
        const demandeuses = part.lignes.reduce((sum, ligne) => sum + ligne.demandeuses, 0);
        return (
          <li key={part.nom}>
            {fr(
              `${part.nom}\u00a0: ${inEuros(parHabitant(attribue, habitants) ?? attribue)} par habitant, ` +
                `${formatNumber(demandeuses)} sur ${formatNumber(nombre)} ont demandé.`,
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Cut below, so that « 100 % » is all of them. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  return formatNumber(Math.floor((part / whole) * 1000) / 1000, { style: 'percent', maximumFractionDigits: 1 });
}

const minuscule = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
