import { NotFound } from '../../../platform/errors.ts';
import { Alert, DataTable, KeyFigure, KeyFigures, Reference, SummaryList, Tag } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { inEuros, subtractMontants, sumMontants } from '../../../values/montant.ts';
import { formatPercent } from '../../../values/ratio.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { listRecours, type Recours } from '../../demarches/index.ts';
import { echeancesDeSubvention } from '../domain/echeances-subvention.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import { LIBELLES, type Subvention, TYPES_BENEFICIAIRE } from '../domain/subvention.ts';
import { totalPaye } from '../domain/versement.ts';
import { assertMayReadCredits, mayAward, mayManage, mayPropose } from '../policies.ts';
import { type Acte, listActes } from '../storage/actes.ts';
import { type CorrectionSiret, listCorrectionsSiret } from '../storage/corrections-siret.ts';
import { type Enveloppe, findEnveloppe } from '../storage/enveloppes.ts';
import { findSubvention } from '../storage/subventions.ts';
import { type Avenant, listAvenants, listReversements, type Reversement } from '../storage/suites.ts';
import { listVersements, type Versement } from '../storage/versements.ts';
import { ActesDeSubvention } from './actes-de-subvention.tsx';
import { CorrectionsSiret } from './correction-siret.tsx';
import type { FondsDeps } from './deps.ts';
import { ECHEANCES_DU_PROJET, EcheancierDeSubvention } from './echeances-de-subvention.tsx';
import { lieuDuBeneficiaire } from './lieu-du-beneficiaire.ts';
import { navigationOf } from './navigation.ts';
import { PlanDeVersements } from './plan-de-versements.tsx';
import { recoursOf } from './recours-de-subvention.tsx';
import { type Action, suiteOf } from './subvention-actions.ts';
import { Actions } from './suite-de-subvention.tsx';
import { TONS } from './ton-of-statut.ts';

/** One subvention: what it is, where its money is, and what to do next. */
export function subventionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/subventions/:subvention',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
    },
  ];
}

async function show(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const id = idOf(contexte, 'subvention');
  const found = await deps.db.read(porteeOf(agent), async (tx) => {
    const [subvention, versements, avenants, reversements, actes, corrections] = await Promise.all([
      findSubvention(tx, id),
      listVersements(tx, id),
      listAvenants(tx, id),
      listReversements(tx, id),
      listActes(tx, id),
      listCorrectionsSiret(tx, id),
    ]);
    if (!subvention) throw new NotFound('Cette subvention n’existe pas.');
    const { enveloppeId, dossierId } = subvention;
    const [enveloppe, recours] = await Promise.all([
      findEnveloppe(tx, enveloppeId),
      dossierId ? listRecours(tx, dossierId) : [],
    ]);
    return { subvention, versements, avenants, reversements, actes, corrections, enveloppe, recours };
  });
  const may = ({ signe }: Action) => (signe ? mayAward(agent) : mayManage(agent));
  const drafts = mayPropose(agent) && found.subvention.statut === 'proposee';
  const cle = drafts ? newId(deps.clock, deps.random) : undefined;
  const aujourdhui = fromPlainDate(deps.clock.today());
  const props = { contexte, agent, organisation, aujourdhui, may, manages: mayManage(agent), cle, ...found };
  return page(<VueSubvention {...props} />);
}

type VueProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly aujourdhui: Jour;
  readonly subvention: Subvention;
  readonly versements: readonly Versement[];
  readonly avenants: readonly Avenant[];
  readonly reversements: readonly Reversement[];
  readonly actes: readonly Acte[];
  readonly corrections: readonly CorrectionSiret[];
  readonly enveloppe: Enveloppe | undefined;
  /** Against what was decided of its request, the last one first. */
  readonly recours: readonly Recours[];
  /** Of the form that makes a draft, when one may be made. */
  readonly cle: string | undefined;
  readonly manages: boolean;
  /** What the role of the agent lets them do. */
  readonly may: (action: Action) => boolean;
};

function VueSubvention(props: VueProps) {
  const { contexte, agent, organisation, subvention, versements, avenants, reversements, manages, may } = props;
  const { chrome } = contexte;
  const { numero, statut, beneficiaire, montant, montantFinal, reversementDu } = subvention;
  const fonds = `/fonds/${organisation.slug}`;
  const base = `${fonds}/subventions/${subvention.id}`;
  const paye = totalPaye(versements);
  const echeances = echeancesDeSubvention(subvention, versements);
  const resteAReverser = subtractMontants(reversementDu, sumMontants(reversements.map((one) => one.montant)));
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={`Subvention ${numero}`}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: `${fonds}/subventions`, label: 'Subventions' }]}
      wide
      dossier
    >
      <h1>
        Subvention <Reference>{numero}</Reference>
      </h1>
      <p>
        <Tag text={LIBELLES[statut].tag} ton={TONS[statut]} /> {beneficiaire.nom}. {subvention.objet}
      </p>
      {subvention.fictif && <Alert ton="info">Subvention fictive, faite pour une démonstration ou un essai.</Alert>}
      <KeyFigures>
        <KeyFigure
          value={inEuros(montantFinal ?? montant)}
          label={montantFinal === null ? 'Subvention' : 'Subvention finale'}
        />
        <KeyFigure value={inEuros(paye)} label="Payés" />
        {statut === 'conventionnee' && (
          <KeyFigure value={inEuros(subtractMontants(montant, paye))} label="Reste à payer, au plus" />
        )}
        {reversementDu > 0 && <KeyFigure value={inEuros(resteAReverser)} label="À reverser" />}
      </KeyFigures>
      <Actions
        base={base}
        fonds={fonds}
        jeton={chrome.jeton}
        suite={suiteOf({ statut, versements, resteAReverser })}
        closed={statut !== 'conventionnee'}
        may={may}
        manages={manages}
      />
      {versements.length > 0 && <PlanDeVersements base={base} versements={versements} />}
      {echeances.length > 0 && (
        <>
          <h2>{ECHEANCES_DU_PROJET}</h2>
          <EcheancierDeSubvention echeances={echeances} aujourdhui={props.aujourdhui} fictif={subvention.fictif} />
        </>
      )}
      <h2>Projet</h2>
      <SummaryList
        rows={[
          ...projetOf(subvention),
          ...recoursOf(props.recours, `${fonds}/candidatures/${subvention.dossierId}`),
          partageOf(subvention, manages ? `${base}/partage` : undefined),
        ]}
      />
      <h2>Financement</h2>
      <SummaryList rows={financementOf(props, fonds)} />
      <Suites avenants={avenants} reversements={reversements} />
      <CorrectionsSiret corrections={props.corrections} />
      <ActesDeSubvention
        base={base}
        modeles={`${fonds}/actes/modeles`}
        jeton={chrome.jeton}
        actes={props.actes}
        cle={props.cle}
      />
    </Site>
  );
}

const dated = (date: Jour | null) => (date === null ? undefined : formatJour(date));

function projetOf({ beneficiaire, ...subvention }: Subvention) {
  const { referenceDecision, decideeLe, conventionSigneeLe, finMotif } = subvention;
  const { type, population } = beneficiaire;
  const lieu = lieuDuBeneficiaire(beneficiaire);
  return [
    { label: 'Bénéficiaire', value: `${beneficiaire.nom}, ${formatSiret(beneficiaire.siret)}` },
    { label: 'Type', value: lieu ? `${TYPES_BENEFICIAIRE[type]}, ${lieu}` : TYPES_BENEFICIAIRE[type] },
    ...(population === null ? [] : [{ label: 'Population', value: new Intl.NumberFormat('fr-FR').format(population) }]),
    { label: 'Demande reçue', value: formatJour(subvention.demandeRecue) },
    ...(decideeLe ? [{ label: 'Décision', value: `${referenceDecision}, ${formatJour(decideeLe)}` }] : []),
    ...(conventionSigneeLe ? [{ label: 'Convention signée', value: formatJour(conventionSigneeLe) }] : []),
    { label: 'Commencement', value: dated(subvention.commencement) },
    ...(subvention.commencerAvant
      ? [{ label: 'À commencer avant', value: formatJour(subvention.commencerAvant) }]
      : []),
    { label: 'Fin prévue', value: formatJour(subvention.finPrevue) },
    ...(finMotif ? [{ label: 'Motif de fin', value: finMotif }] : []),
  ];
}

/** What the public catalogue says of its code. @param href where to say it, for who may */
function partageOf({ licence, depotSource }: Subvention, href: string | undefined) {
  const value = depotSource === null ? licence : <a href={depotSource}>{licence ?? depotSource}</a>;
  return { label: 'Licence et code source', value, ...(href ? { change: { href } } : {}) };
}

function financementOf({ subvention, enveloppe }: VueProps, fonds: string) {
  const { taux, autresAides, financementsPrives, derogationParticipation, depenseReelle } = subvention;
  return [
    {
      label: 'Enveloppe',
      value: enveloppe && <a href={`${fonds}/enveloppes/${enveloppe.id}`}>{nomDEnveloppe(enveloppe)}</a>,
    },
    { label: 'Coût du projet', value: inEuros(subvention.cout) },
    { label: 'Dépense subventionnable', value: inEuros(subvention.assiette) },
    { label: 'Taux', value: formatPercent(taux, 4) },
    { label: 'Montant attribué', value: inEuros(subvention.montant) },
    { label: 'Autres aides publiques', value: inEuros(autresAides) },
    ...(financementsPrives > 0 ? [{ label: 'Financements privés', value: inEuros(financementsPrives) }] : []),
    ...(derogationParticipation
      ? [{ label: 'Dérogation à la participation minimale', value: derogationParticipation }]
      : []),
    ...(depenseReelle === null ? [] : [{ label: 'Dépense réelle', value: inEuros(depenseReelle) }]),
  ];
}

function Suites({ avenants, reversements }: Pick<VueProps, 'avenants' | 'reversements'>) {
  return (
    <>
      {avenants.length > 0 && (
        <>
          <h2>Avenants</h2>
          <DataTable
            caption="Avenants"
            captionHidden
            rows={avenants}
            rowKey={({ signeLe, finApres, motif }) => `${signeLe} ${finApres} ${motif}`}
            empty={<p>Aucun avenant.</p>}
            columns={[
              { key: 'date', header: 'Signé', cell: ({ signeLe }) => formatJour(signeLe) },
              { key: 'motif', header: 'Motif', cell: ({ motif }) => motif },
              { key: 'fin', header: 'Nouvelle fin', cell: ({ finApres }) => formatJour(finApres) },
            ]}
          />
        </>
      )}
      {reversements.length > 0 && (
        <>
          <h2>Reversements</h2>
          <DataTable
            caption="Reversements"
            captionHidden
            rows={reversements}
            rowKey={({ recuLe, reference }) => `${recuLe} ${reference}`}
            empty={<p>Aucun reversement.</p>}
            columns={[
              { key: 'date', header: 'Reçu', cell: ({ recuLe }) => formatJour(recuLe) },
              { key: 'reference', header: 'Titre', cell: ({ reference }) => reference },
              { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
            ]}
          />
        </>
      )}
    </>
  );
}
