import { DataTable, RadioGroup, TextField } from '../../../platform/html/index.ts';
import type { Page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { parseId } from '../../../values/ids.ts';
import { ok, refuse } from '../../../values/result.ts';
import { formatSiret, parseSiret, type Siret, sirenOf } from '../../../values/siret.ts';
import type { Collectivites } from '../collectivites.ts';
import type { CauseCorrection } from '../domain/correction-siret.ts';
import type { Situation } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import type { CorrectionSiret } from '../storage/corrections-siret.ts';
import { type CorrectionFaite, correctSiret } from '../use-cases/correct-siret.ts';
import { actionPage } from './action.tsx';
import type { FondsDeps } from './deps.ts';
import { type RegistreDeps, refusDEtablissement } from './etablissement-ouvert.ts';
import { readForm } from './formulaire.ts';

const TITRE = 'Corriger le SIRET du bénéficiaire';

const CAUSES: readonly { readonly value: CauseCorrection; readonly label: string; readonly hint: string }[] = [
  {
    value: 'etablissement',
    label: 'Même personne morale',
    hint: 'Le numéro d’un autre établissement, ou celui qui était mal saisi. Les 9 premiers chiffres sont les mêmes.',
  },
  {
    value: 'succession',
    label: 'Succession',
    hint: 'Une autre personne morale a repris ses droits et obligations : une fusion de communes, par exemple.',
  },
];

export type CorrectionSiretDeps = FondsDeps & RegistreDeps & { readonly collectivites: () => Promise<Collectivites> };

/** A beneficiary whose number was wrong, or whom another one succeeds. */
export function correctionSiretPages(deps: CorrectionSiretDeps): readonly Page[] {
  return [
    actionPage(deps, {
      chemin: 'siret',
      titre: TITRE,
      bouton: 'Corriger le SIRET',
      action: 'corriger_siret',
      assertMay: assertMayManage,
      intro: ({ subvention: { beneficiaire } }) => (
        <>
          <p>
            {beneficiaire.nom}, SIRET {formatSiret(beneficiaire.siret)}.
          </p>
          <p>
            Les montants ne changent pas. La correction produit un acte à signer&nbsp;: un avenant s’il y a une
            convention, sinon un arrêté modificatif. Les prochains actes et la prochaine publication portent le nouveau
            numéro, ceux qui existent gardent l’ancien. Pour une succession, le point d’étape compte la subvention chez
            le successeur à partir d’aujourd’hui.
          </p>
        </>
      ),
      fields: ({ champ }, { subvention }) => (
        <>
          <TextField {...champ('siret')} label="Nouveau numéro SIRET" hint="14 chiffres." inputmode="numeric" />
          <RadioGroup {...champ('cause')} label="Pourquoi le numéro change" options={CAUSES} />
          <TextField {...champ('motif')} label="Motif" hint="Par exemple « Erreur de saisie à la signature »." />
          <TextField
            {...champ('autorite')}
            label="Acte de la succession"
            hint="Seulement pour une succession. Par exemple « Arrêté préfectoral n° 2026-12 du 3 mai 2026 »."
            optional
          />
          <TextField
            {...champ('nom', subvention.beneficiaire.nom)}
            label="Nom du bénéficiaire"
            hint="À changer seulement pour une succession."
            optional
          />
        </>
      ),
      async run(outils, agent, { form, objet }) {
        const cle = parseId<'Cle'>(form.get('cle'));
        if (!cle.ok) return refuse({ siret: cle.error });
        const causes = CAUSES.map(({ value }) => value);
        const lu = readForm(form, (lire) => ({
          siret: lire.valeur<Siret>('siret', parseSiret, objet.subvention.beneficiaire.siret),
          cause: lire.choix('cause', causes, 'Dites pourquoi le numéro change.'),
          motif: lire.texte('motif', 'Dites pourquoi le numéro change.'),
          autorite: lire.texteFacultatif('autorite'),
          nom: lire.texteFacultatif('nom'),
        }));
        if (!lu.ok) return lu;
        const { siret, cause } = lu.value;
        const ferme = await refusDEtablissement(deps, agent, { siret, objet: TITRE, cle: cle.value });
        if (ferme !== undefined) return refuse({ siret: ferme });
        const successeur = cause === 'succession' ? await situationDe(deps, siret) : null;
        const demande = { subventionId: objet.subvention.id, cle: cle.value, ...lu.value, successeur };
        const done = await correctSiret(outils, agent, demande);
        if (!done.ok) return refuse({ ...done.error });
        return ok(faite(done.value, cause === 'succession' && successeur === null));
      },
    }),
  ];
}

/** What the geographic code says of it; null when it is not there. */
async function situationDe({ collectivites }: CorrectionSiretDeps, siret: Siret): Promise<Situation | null> {
  const found = (await collectivites()).bySiren(sirenOf(siret));
  if (!found) return null;
  const { pourRegles, codeDepartement, codeRegion } = found;
  return { ...pourRegles, departement: codeDepartement, region: codeRegion };
}

function faite({ acte }: CorrectionFaite, inconnu: boolean): string {
  return [
    'Le SIRET du bénéficiaire est corrigé. Publiez pour que les données ouvertes le suivent.',
    acte === undefined
      ? 'Aucun acte n’a été préparé\u00a0: votre organisation n’a pas ce texte, adoptez de nouveau le fonds du catalogue.'
      : 'Son acte est en préparation, à signer.',
    ...(inconnu
      ? ['Le code officiel géographique n’a pas ce numéro\u00a0: le type, la taille et le territoire n’ont pas changé.']
      : []),
  ].join(' ');
}

/** What the number was, until when, and why it changed. */
export function CorrectionsSiret({ corrections }: { readonly corrections: readonly CorrectionSiret[] }) {
  if (corrections.length === 0) return null;
  return (
    <>
      <h2>Corrections du bénéficiaire</h2>
      <DataTable
        caption="Corrections du SIRET du bénéficiaire"
        captionHidden
        rows={corrections}
        rowKey={({ id }) => id}
        empty={<p>Aucune correction.</p>}
        columns={[
          { key: 'date', header: 'Corrigé', cell: ({ createdAt }) => formatInstant(createdAt) },
          {
            key: 'avant',
            header: 'Avant',
            cell: ({ siretAvant, nomAvant }) => `${nomAvant}, ${formatSiret(siretAvant)}`,
          },
          {
            key: 'apres',
            header: 'Après',
            cell: ({ siretApres, nomApres }) => `${nomApres}, ${formatSiret(siretApres)}`,
          },
          {
            key: 'motif',
            header: 'Motif et acte',
            cell: ({ motif, autorite }) => (autorite === null ? motif : `${motif}. ${autorite}`),
          },
        ]}
      />
    </>
  );
}
