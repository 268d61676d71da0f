import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import { DateFields, FileField, MoneyField, Select, TextField } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Page, redirect } from '../../../platform/http/page.ts';
import { inEuros } from '../../../values/montant.ts';
import { type Result, refuse } from '../../../values/result.ts';
import { agentAccess, lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { NATURES } from '../domain/plan.ts';
import { plafondAcomptes } from '../domain/versements.ts';
import { assertMayManage, assertMayReadCredits } from '../policies.ts';
import { listVersements, type Versement } from '../storage/versements.ts';
import { certifyVersement, phraseEcretement } from '../use-cases/certify-versement.ts';
import { type Reprise, reopenVersement } from '../use-cases/reopen-versement.ts';
import { type ActionPage, actionPage, type Objet } from './action.tsx';
import { beside } from './actions-subvention.tsx';
import type { FondsDeps } from './deps.ts';
import { DocumentsRecus, documentRecuPage } from './documents-recus.tsx';
import { readForm, typedMontant } from './formulaire.ts';

/** One payment of a plan: that it is owed, that it is not after all, and the file that proves it. */
export function versementPages(deps: FondsDeps): readonly Page[] {
  return [actionPage(deps, SERVICE_FAIT), reprise(deps), piece(deps), documentRecuPage(deps)];
}

const PIECE = { accept: ['pdf', 'jpeg', 'png', 'zip'], maxBytes: 20_000_000 } as const;
const TYPES = [
  { mime: 'application/pdf', label: 'PDF' },
  { mime: 'image/jpeg', label: 'JPEG' },
  { mime: 'image/png', label: 'PNG' },
  { mime: 'application/zip', label: 'ZIP' },
];

/** The next payment that may be asked for before the balance. */
export const prochainVersement = (versements: readonly Versement[]): Versement | undefined =>
  versements.find(({ statut, nature }) => statut === 'prevu' && nature !== 'solde');

const SERVICE_FAIT: ActionPage = {
  chemin: 'service-fait',
  titre: 'Certifier le service fait',
  bouton: 'Certifier le service fait',
  action: null,
  assertMay: assertMayManage,
  intro: (objet) => (
    <>
      <Intro {...objet} />
      <DocumentsRecus {...objet} />
    </>
  ),
  fields: ({ champ, date }, { versements, recus }) => {
    const prochain = prochainVersement(versements);
    return (
      <>
        <input type="hidden" name="versement" value={prochain?.id} />
        <MoneyField
          {...champ('demande', prochain && typedMontant(prochain.montant))}
          label="Montant demandé en euros"
        />
        <TextField
          {...champ('justificatif')}
          label="Justificatif"
          hint="Par exemple « Factures acquittées n° 12 à 31 »."
        />
        <DateFields {...date('justifieLe')} label="Date du service fait" />
        {recus.length > 0 && (
          <Select
            {...champ('recu')}
            label="Pièce justificative reçue du bénéficiaire"
            empty="Aucune"
            options={recus.map(({ id, nom }) => ({ value: id, label: nom }))}
            optional
          />
        )}
        <FileField
          name="piece"
          label={recus.length > 0 ? 'Ou une autre pièce justificative' : 'Pièce justificative'}
          error={champ('piece').error}
          optional
          accept={TYPES}
          maxBytes={PIECE.maxBytes}
        />
      </>
    );
  },
  receiveFile: (deps, { stream, type, nom }) =>
    deps.blobs.receive(stream, { ...PIECE, declaredType: type, fileName: nom }),
  async run(deps, agent, { form, objet }) {
    const [received] = form.files('piece') as readonly Result<StoredBlob, Refusal>[];
    const lu = readForm(form, (lire) => ({
      demande: lire.montant('demande'),
      justificatif: lire.texte('justificatif', 'Dites ce qui prouve le service fait.'),
      justifieLe: lire.dateDeFait('justifieLe', deps.clock),
    }));
    const refused = received && !received.ok ? { piece: received.error.message } : {};
    if (!lu.ok) return refuse({ ...lu.error, ...refused });
    if (received && !received.ok) return refuse(refused);
    const { subvention, versements, recus } = objet;
    // The one that the form showed: a second click does not certify the next.
    const versement = versements.find(({ id }) => id === form.get('versement'));
    if (!versement) return refuse({ demande: 'Aucun versement n’est plus à justifier.' });
    const stored = received?.value;
    const recu = recus.find(({ id }) => id === form.get('recu'));
    const piece = stored
      ? { sha256: stored.sha256, nom: stored.fileName, typeMime: stored.mediaType }
      : recu && { sha256: recu.sha256, nom: recu.nom, typeMime: recu.typeMime };
    const done = await certifyVersement(deps, agent, {
      subventionId: subvention.id,
      versementId: versement.id,
      ...lu.value,
      ...(piece ? { piece } : {}),
    });
    return beside('demande', done, done.ok ? phraseEcretement(done.value) : '');
  },
};

function Intro({ subvention, versements }: Objet) {
  const prochain = prochainVersement(versements);
  if (!prochain) return <p>Aucun versement n’est plus à justifier avant le solde.</p>;
  const plafond = plafondAcomptes(subvention.montant, subvention.dureeMois ?? 0);
  return (
    <p>
      {NATURES[prochain.nature]}, versement {prochain.rang}. Condition : {prochain.condition}. L’avance et les acomptes
      vont jusqu’à {inEuros(plafond)} : ce qui dépasse attend le solde.
    </p>
  );
}

const MESSAGES: Readonly<Record<Reprise['action'], string>> = {
  representer: 'Le versement partira avec le prochain lot.',
  annuler_justification: 'Le service fait est annulé.',
};

function reprise(deps: FondsDeps): Page {
  return {
    path: '/fonds/:organisation/subventions/:subvention/versements/:versement',
    access: agentAccess,
    async POST(contexte) {
      const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
      const action = contexte.form.get('action') === 'representer' ? 'representer' : 'annuler_justification';
      const [subventionId, versementId] = [idOf(contexte, 'subvention'), idOf(contexte, 'versement')];
      const done = await reopenVersement(deps, agent, { subventionId, versementId, action });
      const message = done.ok ? MESSAGES[action] : done.error;
      const type = done.ok ? 'succes' : 'erreur';
      return redirect(`/fonds/${organisation.slug}/subventions/${subventionId}`, { type, message });
    },
  };
}

function piece(deps: FondsDeps): Page {
  return {
    path: '/fonds/:organisation/subventions/:subvention/versements/:versement/piece',
    access: agentAccess,
    async GET(contexte) {
      const { agent } = await lieuDeTravailOf(deps, contexte);
      assertMayReadCredits(agent);
      const [subventionId, versementId] = [idOf(contexte, 'subvention'), idOf(contexte, 'versement')];
      const versements = await deps.db.read(porteeOf(agent), (tx) => listVersements(tx, subventionId));
      const found = versements.find(({ id }) => id === versementId)?.piece;
      if (!found) throw new NotFound('Ce fichier n’existe pas.');
      // Always as a download: what a stranger sent is never shown inside our pages.
      return {
        type: 'fichier',
        body: await deps.blobs.open(found.sha256),
        contentType: found.typeMime,
        disposition: contentDisposition('attachment', found.nom),
      };
    },
  };
}
