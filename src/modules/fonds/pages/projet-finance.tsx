import { NotFound } from '../../../platform/errors.ts';
import { Alert, ButtonGroup, ButtonLink, InsetText, SummaryList, Verbatim } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatDepartement } from '../../../values/code-departement.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { findProjet, type ProjetFinance } from '../storage/projets.ts';
import type { PublicFondsDeps } from './deps.ts';
import { organisationOf } from './donnees-publiques.tsx';
import { cadreOf } from './projets-finances.tsx';

/** One project that was financed, and how to take it up. */
export function projetFinancePages(deps: PublicFondsDeps): readonly Page[] {
  return [
    {
      path: '/:organisation/projets-finances/:projet',
      access: publicAccess,
      async GET(contexte) {
        const organisation = await organisationOf(deps, contexte);
        const id = idOf(contexte, 'projet');
        const projet = await deps.db.read({ public: true }, (tx) => findProjet(tx, organisation.id, id));
        if (!projet) throw new NotFound('Ce projet n’existe pas.');
        return page(<Projet contexte={contexte} organisation={organisation} projet={projet} />);
      },
    },
  ];
}

type ProjetProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly projet: ProjetFinance;
};

function Projet({ contexte: { chrome }, organisation, projet }: ProjetProps) {
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={projet.objet}
      context={projet.numero}
      breadcrumb={[{ href: `/${organisation.slug}/projets-finances`, label: 'Projets financés' }]}
    >
      <h1>
        <Verbatim>{projet.objet}</Verbatim>
      </h1>
      {projet.fictif && (
        <Alert ton="attention" title="Projet fictif">
          Il est là pour la démonstration. Personne n’a reçu cette subvention.
        </Alert>
      )}
      <p>
        <strong>
          <Verbatim>{projet.beneficiaire.nom}</Verbatim>, {inEuros(projet.montant)}
        </strong>
      </p>
      <Adopter projet={projet} />
      <h2>La subvention</h2>
      <SummaryList rows={rowsOf(projet)} />
    </Site>
  );
}

function Adopter({ projet: { depotSource, licence, beneficiaire } }: Pick<ProjetProps, 'projet'>) {
  if (depotSource === null) {
    return (
      <InsetText>
        <p>
          Le code de ce projet n’est pas encore partagé. Pour l’adopter, écrivez à{' '}
          <Verbatim>{beneficiaire.nom}</Verbatim>.
        </p>
      </InsetText>
    );
  }
  return (
    <>
      <ButtonGroup>
        <ButtonLink href={depotSource} start>
          Adopter ce projet
        </ButtonLink>
      </ButtonGroup>
      <p class="muted">
        Le bouton ouvre le dépôt de son code, <Verbatim>{new URL(depotSource).hostname}</Verbatim>.{' '}
        {licence ? (
          <>
            Licence&nbsp;: <Verbatim>{licence}</Verbatim>.
          </>
        ) : (
          'Sa licence n’est pas indiquée ici\u00a0: lisez-la dans le dépôt.'
        )}
      </p>
    </>
  );
}

function rowsOf(projet: ProjetFinance) {
  const { beneficiaire, decideeLe, conventionSigneeLe } = projet;
  return [
    {
      label: 'Bénéficiaire',
      value: (
        <>
          <Verbatim>{beneficiaire.nom}</Verbatim>, {formatSiret(beneficiaire.siret)}
        </>
      ),
    },
    ...(beneficiaire.departement ? [{ label: 'Département', value: formatDepartement(beneficiaire.departement) }] : []),
    { label: 'Dispositif', value: cadreOf(projet) },
    { label: 'Coût du projet', value: inEuros(projet.cout) },
    { label: 'Subvention', value: inEuros(projet.montant) },
    { label: 'Déjà versé', value: inEuros(projet.verse) },
    { label: 'Décision', value: formatJour(decideeLe) },
    ...(conventionSigneeLe ? [{ label: 'Convention', value: formatJour(conventionSigneeLe) }] : []),
    { label: 'Fin prévue', value: formatJour(projet.finPrevue) },
    ...(projet.licence ? [{ label: 'Licence', value: <Verbatim>{projet.licence}</Verbatim> }] : []),
    { label: 'Numéro', value: projet.numero },
  ];
}
