import {
  Button,
  DateFields,
  Details,
  ErrorSummary,
  Form,
  formatNumber,
  fr,
  InsetText,
  KeyFigure,
  KeyFigures,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { formData } from '../../../platform/http/form.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { isCodeDepartement } from '../../../values/code-departement.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Agent, type Organisation, Site } from '../../comptes/index.ts';
import { enOrdre, type Groupe, groupeVide } from '../domain/point-d-etape.ts';
import type { EtapeLue } from '../use-cases/read-etape.ts';
import { Equite } from './etape-equite.tsx';
import { BarresDesAxes, Carte, Evolution } from './etape-graphiques.tsx';
import { adresseDe, type Quoi } from './etape-liens.ts';
import { AUCUN_PAIEMENT, dontFictifs, jours, montantCle, nomsOf, parNom } from './etape-mots.ts';
import { Deploiement, Methode } from './etape-panneaux.tsx';
import { Liste, type Ouverture, ParGroupe } from './etape-tableaux.tsx';
import { fieldsOf } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

export type PointDEtapeProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly lu: EtapeLue;
  /** Whoever of the fund is looking: they may open every list. */
  readonly agent: Agent | undefined;
  readonly refus: string | undefined;
};

/** The page of a point d’étape: what it has in common with no other is in its tables and panels. */
export function PointDEtape({ contexte, organisation, lu, agent, refus }: PointDEtapeProps) {
  const { slug } = organisation;
  const { jour, point, recensement } = lu;
  const noms = nomsOf(lu);
  const ouverture: Ouverture = { jour, agent: agent !== undefined };
  const title = `Point d’étape au ${formatJour(jour)}`;
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={title}
      navigation={agent && navigationOf(agent, 'point-d-etape')}
      invalid={refus !== undefined}
      wide
    >
      <ErrorSummary errors={summaryErrors({ date: refus })} />
      <h1>{title}</h1>
      <Avertissements lu={lu} />
      <Chiffres lu={lu} ouverture={ouverture} />
      <h2>Un autre jour</h2>
      <ChoisirDate contexte={contexte} slug={slug} jour={jour} refus={refus} />
      <h2>Par axe</h2>
      <BarresDesAxes lu={lu} ouverture={ouverture} />
      <ParGroupe
        ouverture={ouverture}
        par="par axe"
        entete="Axe"
        groupes={parNom(point.axes, noms.axe)}
        nom={noms.axe}
        filtre={(axe) => ({ axe })}
      />
      <h2>Par dispositif</h2>
      <ParGroupe
        ouverture={ouverture}
        par="par dispositif"
        entete="Dispositif"
        groupes={parNom(point.dispositifs, noms.dispositif)}
        nom={noms.dispositif}
        filtre={(cle) => ({ axe: cle.split('/')[0] ?? '', dispositif: cle.split('/')[1] ?? '' })}
        delais
      />
      <Evolution lu={lu} />
      <h2>Par type de collectivité</h2>
      <ParGroupe
        ouverture={ouverture}
        par="par type de collectivité"
        entete="Type"
        groupes={point.types}
        nom={noms.type}
        filtre={(type) => ({ type })}
      />
      <h2>Par taille</h2>
      <ParGroupe
        ouverture={ouverture}
        par="par taille"
        entete="Taille"
        groupes={point.classes}
        nom={noms.classe}
        filtre={(classe) => ({ classe })}
      />
      <h2>Par région</h2>
      <ParGroupe
        ouverture={ouverture}
        par="par région"
        entete="Région"
        groupes={parNom(point.regions, noms.region)}
        nom={noms.region}
        filtre={(region) => ({ region })}
        population={(cle) => recensement.regions.get(cle)}
        compact
      />
      <h2>Par département</h2>
      <Carte lu={lu} ouverture={ouverture}>
        <Details summary="Tous les chiffres, par département">
          <ParGroupe
            ouverture={ouverture}
            par="par département"
            entete="Département"
            groupes={tousLesDepartements(lu)}
            nom={noms.departement}
            filtre={(departement) => ({ departement })}
            population={(cle) => recensement.departements.get(cle)}
            compact
          />
        </Details>
      </Carte>
      <Equite lu={lu} ouverture={ouverture} />
      <Deploiement lu={lu} slug={slug} />
      <Methode lu={lu} />
      <h2>Réutiliser ces chiffres</h2>
      <ul>
        {FORMATS.map(([format, phrase]) => (
          <li key={format}>
            <a href={`${adresseDe(slug)}.${format}?date=${jour}`}>{phrase}</a>
          </li>
        ))}
      </ul>
    </Site>
  );
}

/** Those of the map, that had nothing too, and what has no département: the table is where the map is read. */
function tousLesDepartements({ point, recensement }: EtapeLue): readonly Groupe[] {
  const known = new Map(point.departements.map((groupe) => [groupe.cle, groupe]));
  const others = [...recensement.departements.keys()].filter((code) => !known.has(code) && isCodeDepartement(code));
  return enOrdre([...point.departements, ...others.map(groupeVide)]);
}

const FORMATS = [
  ['pdf', 'Télécharger le dossier de presse (PDF)'],
  ['csv', 'Télécharger en CSV'],
  ['json', 'Lire en JSON'],
] as const;

function Avertissements({ lu: { premier, jour, point, retard } }: { readonly lu: EtapeLue }) {
  const { deposes, subventions } = point.ensemble.fictifs;
  return (
    <>
      {(premier === undefined || premier > jour) && (
        <InsetText>
          <p>
            {premier === undefined
              ? fr('Rien n’est encore arrivé : tous les chiffres sont à zéro.')
              : fr(`Le premier fait date du ${formatJour(premier)} : avant, tous les chiffres sont à zéro.`)}
          </p>
        </InsetText>
      )}
      {deposes + subventions > 0 && (
        <InsetText>
          <p>
            Ces chiffres comprennent des exemples fictifs&nbsp;: {count(deposes, 'dossier')} et{' '}
            {count(subventions, 'subvention')}. Ils sont comptés à part dans les fichiers.
          </p>
        </InsetText>
      )}
      {retard > 0 && (
        <p class="muted">Le journal a {formatNumber(retard)} écritures que ces chiffres n’ont pas encore.</p>
      )}
    </>
  );
}

function Chiffres({ lu: { point }, ouverture }: { readonly lu: EtapeLue; readonly ouverture: Ouverture }) {
  const tous = point.ensemble;
  const { parStatut, fictifs } = tous;
  const dossiers = (combien: number, statut?: string) => (
    <Liste {...ouverture} quoi="dossiers" filtre={statut ? { statut } : {}} vide={combien === 0 || !ouverture.agent}>
      {ouverture.agent && combien > 0 ? 'Voir la liste' : ''}
    </Liste>
  );
  const liste = (quoi: Quoi, figure: number) =>
    figure === 0 ? null : (
      <Liste {...ouverture} quoi={quoi} vide={false}>
        Voir la liste
      </Liste>
    );
  return (
    <KeyFigures>
      <KeyFigure
        value={montantCle(tous.attribue)}
        label="Attribués"
        detail={
          <>
            <Liste {...ouverture} quoi="subventions" vide={tous.subventions === 0}>
              {fr(`${formatNumber(tous.subventions)} ${tous.subventions > 1 ? 'subventions' : 'subvention'}`)}
            </Liste>{' '}
            {dontFictifs(fictifs.subventions, 'fictive')}
            {tous.soutenues > 0 && (
              <>
                {', à '}
                <Liste {...ouverture} quoi="collectivites" vide={false}>
                  {count(tous.soutenues, 'collectivité')}
                </Liste>
              </>
            )}
          </>
        }
      />
      <KeyFigure
        value={montantCle(tous.paye)}
        label="Payés"
        detail={
          <>
            {liste('payees', tous.paye)}{' '}
            {tous.delaiPaiement === null
              ? AUCUN_PAIEMENT
              : fr(`premier paiement, médiane : ${jours(tous.delaiPaiement)}`)}
          </>
        }
      />
      <KeyFigure value={montantCle(tous.reste)} label="Restent à payer" detail={liste('a_payer', tous.reste)} />
      <KeyFigure value={montantCle(tous.demande)} label="Demandés" detail={dossiers(tous.deposes)} />
      <KeyFigure
        value={formatNumber(tous.deposes)}
        label="Dossiers déposés"
        detail={
          <>
            {dossiers(tous.deposes)} {dontFictifs(fictifs.deposes)}
          </>
        }
      />
      <KeyFigure
        value={formatNumber(parStatut.en_instruction)}
        label="En instruction"
        detail={dossiers(parStatut.en_instruction, 'en_instruction')}
      />
      <KeyFigure
        value={formatNumber(parStatut.acceptee)}
        label="Acceptés"
        detail={
          <>
            {dossiers(parStatut.acceptee, 'acceptee')} {fr(`décision, médiane : ${jours(tous.delaiInstruction)}`)}
          </>
        }
      />
      <KeyFigure
        value={formatNumber(parStatut.refusee)}
        label="Refusés"
        detail={dossiers(parStatut.refusee, 'refusee')}
      />
    </KeyFigures>
  );
}

type ChoisirDateProps = {
  readonly contexte: Contexte;
  readonly slug: string;
  readonly jour: Jour;
  readonly refus: string | undefined;
};

function ChoisirDate({ contexte, slug, jour, refus }: ChoisirDateProps) {
  const { date } = fieldsOf(formData(contexte.query), { date: refus });
  return (
    <Form action={adresseDe(slug)} method="get" label="Choisir un autre jour">
      <DateFields
        {...date('date', jour)}
        label="Date"
        hint={fr('Ce que le journal savait à la fin de ce jour. Par exemple 8 10 2021.')}
      />
      <Button kind="secondaire">Voir ce jour</Button>
    </Form>
  );
}
