import { DataTable, formatNumber, fr } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { type LigneEquite, parHabitant } from '../domain/equite.ts';
import { TECHNOLOGIES, trajectoireOf } from '../domain/trajectoire.ts';
import type { ObjectifSuivi } from '../storage/objectifs.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { Trajectoires } from './etape-graphiques.tsx';
import { adresseDe } from './etape-liens.ts';
import { nomsOf } from './etape-mots.ts';
import { Liste, type Ouverture } from './etape-tableaux.tsx';

/** Small and large: who asked, who received, who never came. */
export function Equite({ lu, ouverture }: { readonly lu: EtapeLue; readonly ouverture: Ouverture }) {
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
            cell: ({ jamaisDemande, nombre }) => `${formatNumber(jamaisDemande)} (${percent(jamaisDemande, nombre)})`,
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
        le code officiel géographique ne les recense pas. Le rural et l’urbain ne sont pas distingués&nbsp;: la grille
        de densité de l’Insee n’est pas dans le code officiel géographique. La taille de la commune en donne une
        première idée.
      </p>
    </>
  );
}

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
              `${part.nom} : ${inEuros(parHabitant(attribue, habitants) ?? attribue)} par habitant, ` +
                `${formatNumber(demandeuses)} sur ${formatNumber(nombre)} ont demandé.`,
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How far the deployment is, and whether it will get there. */
export function Deploiement({ lu, slug }: { readonly lu: EtapeLue; readonly slug: string }) {
  return (
    <>
      <h2>Objectifs de déploiement</h2>
      <DataTable
        caption="Objectifs de déploiement et trajectoire"
        captionHidden
        rows={lu.objectifs}
        rowKey={({ id }) => id}
        empty={<p>Aucun objectif n’était déclaré ce jour-là.</p>}
        columns={[
          {
            key: 'libelle',
            header: 'Objectif',
            cell: ({ libelle, technologies }) => (
              <>
                {libelle} <span class="muted">{technologies.map((one) => TECHNOLOGIES[one]).join(', ')}</span>
              </>
            ),
          },
          {
            key: 'compte',
            header: 'Collectivités',
            numeric: true,
            cell: ({ compte }) => formatNumber(compte),
          },
          {
            key: 'cible',
            header: 'Visées',
            numeric: true,
            cell: ({ cible, echeance }) => `${formatNumber(cible)} le ${formatJour(echeance, 'short')}`,
          },
          {
            key: 'depart',
            header: 'Au départ',
            numeric: true,
            cell: ({ depart, departLe }) => `${formatNumber(depart)} le ${formatJour(departLe, 'short')}`,
          },
          { key: 'trajectoire', header: 'Trajectoire', cell: (objectif) => phraseDeTrajectoire(objectif, lu.jour) },
          { key: 'source', header: 'Source', cell: ({ source }) => source },
        ]}
      />
      {lu.objectifs.length > 0 && (
        <p>
          {lu.objectifs.some(({ depart }) => depart > 0) &&
            'Les collectivités du départ sont un total publié, sans leur liste\u00a0: on ne sait pas lesquelles. '}
          Celles qui sont venues depuis sont déclarées une par une.{' '}
          <a href={`${adresseDe(slug)}/raccordements?date=${lu.jour}`}>Voir celles qui sont connues</a>
        </p>
      )}
      <Trajectoires objectifs={lu.objectifs} jour={lu.jour} />
    </>
  );
}

/** « 40 de retard sur une progression régulière. Il en faut 60 par mois. » */
export function phraseDeTrajectoire(objectif: ObjectifSuivi, jour: EtapeLue['jour']): string {
  const { attendu, retard, parMois, auRythme } = trajectoireOf(objectif, { compte: objectif.compte, jour });
  if (objectif.compte >= objectif.cible) return 'Objectif atteint.';
  const place =
    retard > 0
      ? `${formatNumber(retard)} de moins qu’une progression régulière (${formatNumber(attendu)})`
      : `${formatNumber(-retard)} de plus qu’une progression régulière (${formatNumber(attendu)})`;
  const pace = parMois === null ? 'L’échéance est passée.' : `Il en faut ${formatNumber(parMois)} par mois.`;
  const end = auRythme === null ? '' : ` Au rythme observé : le ${formatJour(auRythme)}.`;
  return fr(`${place}. ${pace}${end}`);
}

export function Methode({ lu: { jour } }: { readonly lu: EtapeLue }) {
  return (
    <>
      <h2>D’où viennent ces chiffres</h2>
      <p>
        De faits inscrits au journal jusqu’au {formatJour(jour)} à minuit, heure de Paris. Rien n’y est corrigé après
        coup&nbsp;: le point d’étape d’un jour passé reste le même.{' '}
        <a href="/journal/tete">La tête signée du journal</a> permet de le vérifier.
      </p>
      <ul>
        <li>
          <strong>Attribué</strong>&nbsp;: les décisions signées, moins ce qui a été rendu. <strong>Payé</strong>&nbsp;:
          ce que le comptable a versé, moins ce qui est revenu. À l’euro près ici, au centime dans les fichiers.
        </li>
        <li>
          <strong>Demandé</strong>&nbsp;: la somme des dossiers déposés, tels qu’ils ont été corrigés en dernier.
        </li>
        <li>
          <strong>Les délais</strong> sont des médianes&nbsp;: la moitié attend moins. Du dépôt à la décision, et de
          l’attribution au premier paiement.
        </li>
        <li>
          <strong>Les listes</strong> des dossiers qui ne sont pas décidés ne sont ouvertes qu’aux agents du fonds.
        </li>
      </ul>
    </>
  );
}

/** Cut below, so that « 100 % » is all of them. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  return formatNumber(Math.floor((part / whole) * 1000) / 1000, { style: 'percent', maximumFractionDigits: 1 });
}

const minuscule = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
