import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  ButtonLink,
  ErrorSummary,
  FileField,
  Form,
  SummaryList,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { parseId } from '../../../values/ids.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { ACTES } from '../domain/acte.ts';
import type { Subvention } from '../domain/subvention.ts';
import { assertMayAttachActes, assertMayPropose, assertMayReadCredits, mayAward } from '../policies.ts';
import { type ActeEntier, findActe } from '../storage/actes.ts';
import { findSubvention } from '../storage/subventions.ts';
import { attachActeSigne } from '../use-cases/attach-acte-signe.ts';
import { draftArrete } from '../use-cases/draft-arrete.ts';
import { EtatDActe } from './actes-de-subvention.tsx';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

const SUBVENTION = '/fonds/:organisation/subventions/:subvention';
const SIGNE = { accept: ['pdf', 'jpeg', 'png'], maxBytes: 20_000_000 } as const;
const TYPES = [
  { mime: 'application/pdf', label: 'PDF' },
  { mime: 'image/jpeg', label: 'JPEG' },
  { mime: 'image/png', label: 'PNG' },
];

/** The acts of a subvention, one by one: what it was made from, its document, the version signed by hand. */
export function actePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: `${SUBVENTION}/actes`,
      access: agentAccess,
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayPropose(agent);
        const subventionId = idOf(contexte, 'subvention');
        const cle = parseId<'Cle'>(contexte.form.get('cle'));
        const done = cle.ok ? await draftArrete(deps, agent, { subventionId, cle: cle.value }) : cle;
        const message = done.ok ? 'Le projet d’arrêté est en préparation : rechargez la page.' : done.error;
        const type = done.ok ? 'succes' : 'erreur';
        return redirect(`/fonds/${organisation.slug}/subventions/${subventionId}`, { type, message });
      },
    },
    {
      path: `${SUBVENTION}/actes/:acte`,
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
      POST: (contexte) => attach(deps, contexte),
      async receiveFile(contexte, { stream, type, nom }) {
        const { agent } = await lieuDeTravailOf(deps, contexte);
        assertMayAttachActes(agent);
        return deps.blobs.receive(stream, { ...SIGNE, declaredType: type, fileName: nom });
      },
    },
    {
      path: `${SUBVENTION}/actes/:acte/document`,
      access: agentAccess,
      async GET(contexte) {
        const { acte } = await load(deps, contexte);
        return file(deps, acte.pdfSha256, 'application/pdf', `${acte.numero}.pdf`);
      },
    },
    {
      path: `${SUBVENTION}/actes/:acte/signe`,
      access: agentAccess,
      async GET(contexte) {
        const { signe } = (await load(deps, contexte)).acte;
        return file(deps, signe?.sha256 ?? null, signe?.typeMime ?? '', signe?.nom ?? '');
      },
    },
  ];
}

type Objet = {
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly acte: ActeEntier;
  readonly subvention: Subvention;
};

async function load(deps: FondsDeps, contexte: Contexte): Promise<Objet> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const [subventionId, acteId] = [idOf(contexte, 'subvention'), idOf(contexte, 'acte')];
  const [subvention, acte] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([findSubvention(tx, subventionId), findActe(tx, acteId)]),
  );
  if (!subvention || !acte || acte.subventionId !== subvention.id) throw new NotFound('Cet acte n’existe pas.');
  return { agent, organisation, acte, subvention };
}

/** Always as a download: what a stranger sent is never shown inside our pages. */
async function file(deps: FondsDeps, sha256: string | null, contentType: string, nom: string): Promise<Reponse> {
  if (sha256 === null) throw new NotFound('Ce fichier n’existe pas.');
  const body = await deps.blobs.open(sha256);
  return { type: 'fichier', body, contentType, disposition: contentDisposition('attachment', nom) };
}

async function attach(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayAttachActes(agent);
  const [subventionId, acteId] = [idOf(contexte, 'subvention'), idOf(contexte, 'acte')];
  const [received] = contexte.form.files('signe') as readonly Result<StoredBlob, Refusal>[];
  if (!received) return show(deps, contexte, 'Choisissez le fichier de la version signée.');
  if (!received.ok) return show(deps, contexte, received.error.message);
  const { sha256, fileName: nom, mediaType: typeMime } = received.value;
  const done = await attachActeSigne(deps, agent, { subventionId, acteId, piece: { sha256, nom, typeMime } });
  if (!done.ok) return show(deps, contexte, done.error);
  const address = `/fonds/${organisation.slug}/subventions/${subventionId}/actes/${acteId}`;
  return redirect(address, { type: 'succes', message: 'La version signée est jointe.' });
}

async function show(deps: FondsDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const objet = await load(deps, contexte);
  return page(<VueActe contexte={contexte} objet={objet} erreur={erreur} />, erreur === undefined ? 200 : 422);
}

type VueActeProps = {
  readonly contexte: Contexte;
  readonly objet: Objet;
  readonly erreur: string | undefined;
};

function VueActe({ contexte: { chrome }, objet, erreur }: VueActeProps) {
  const { agent, organisation, acte, subvention } = objet;
  const { numero, type, etat, pdfSha256, signe, modele, donneesSha256, createdAt } = acte;
  const fonds = `/fonds/${organisation.slug}`;
  const base = `${fonds}/subventions/${subvention.id}`;
  const titre = `${ACTES[type].libelle} ${numero}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={titre}
      navigation={navigationOf(agent)}
      breadcrumb={[
        { href: `${fonds}/subventions`, label: 'Subventions' },
        { href: base, label: subvention.numero },
      ]}
      invalid={erreur !== undefined}
    >
      <ErrorSummary errors={summaryErrors({ signe: erreur })} />
      <h1>{titre}</h1>
      <p>
        <EtatDActe acte={acte} /> {subvention.beneficiaire.nom}. {subvention.objet}
      </p>
      {pdfSha256 === null ? (
        <p>Le document est en préparation. Rechargez la page dans un instant.</p>
      ) : (
        <ButtonGroup>
          <ButtonLink href={`${base}/actes/${acte.id}/document`}>Télécharger le document (PDF)</ButtonLink>
        </ButtonGroup>
      )}
      <SummaryList
        rows={[
          { label: 'Préparé', value: formatInstant(createdAt) },
          { label: 'Texte', value: `Version ${modele.version}` },
          { label: 'Version signée', value: signe && <a href={`${base}/actes/${acte.id}/signe`}>{signe.nom}</a> },
          { label: 'Empreinte du document', value: pdfSha256 && <Empreinte sha256={pdfSha256} /> },
          { label: 'Empreinte des données', value: <Empreinte sha256={donneesSha256} /> },
        ]}
      />
      {etat === 'signe' && mayAward(agent) && (
        <>
          <h2>Version signée</h2>
          <Form action={`${base}/actes/${acte.id}`} jeton={chrome.jeton} multipart>
            <FileField
              name="signe"
              label={signe ? 'Remplacer la version signée' : 'Joindre la version signée'}
              error={erreur}
              accept={TYPES}
              maxBytes={SIGNE.maxBytes}
            />
            <ButtonGroup>
              <Button kind="secondaire">{signe ? 'Remplacer le fichier' : 'Joindre le fichier'}</Button>
            </ButtonGroup>
          </Form>
        </>
      )}
    </Site>
  );
}

/** Sixty-four signs: cut where the screen ends. */
function Empreinte({ sha256 }: { readonly sha256: string }) {
  return <code translate={false}>{sha256.match(/.{1,8}/g)?.flatMap((part) => [part, <wbr key={part} />])}</code>;
}
