import { DataTable, formatNumber, fr } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { TECHNOLOGIES, trajectoireOf } from '../domain/trajectoire.ts';
import type { ObjectifSuivi } from '../storage/objectifs.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { Trajectoires } from './etape-graphiques.tsx';
import { adresseDe } from './etape-liens.ts';

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
    retard === 0
      ? `Autant qu’une progression régulière (${formatNumber(attendu)})`
      : `${formatNumber(Math.abs(retard))} de ${retard > 0 ? 'moins' : 'plus'} qu’une progression régulière (${formatNumber(attendu)})`;
  const pace = parMois === null ? 'L’échéance est passée.' : `Il en faut ${formatNumber(parMois)} par mois.`;
  const end = auRythme === null ? '' : ` Au rythme observé\u00a0: le ${formatJour(auRythme)}.`;
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
          <strong>Une succession</strong> (une fusion de communes, par exemple) compte chez le successeur à partir du
          jour où elle est enregistrée, jamais avant.
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
