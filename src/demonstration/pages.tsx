import { publicAccess, Site, themeHref } from '../modules/comptes/index.ts';
import { contentDisposition } from '../platform/blobs/safe-file-name.ts';
import { NotFound } from '../platform/errors.ts';
import { DataTable, InsetText } from '../platform/html/index.ts';
import { Showcase } from '../platform/html/showcase.tsx';
import { DEFAULT_THEME } from '../platform/html/theme.ts';
import { type Contexte, type Page, page } from '../platform/http/page.ts';
import type { Mailbox, StoredMessage } from '../platform/mail/mailbox.ts';

/** What only a demonstration has: the mailbox where every message goes, and the components. */
export function demonstrationPages(mailbox: Mailbox): readonly Page[] {
  return [
    {
      path: '/courriers',
      access: publicAccess,
      GET: async (contexte) => page(<Courriers contexte={contexte} courriers={await mailbox.list(100)} />),
    },
    {
      path: '/courriers/:courrier',
      access: publicAccess,
      async GET(contexte) {
        const courrier = await mailbox.read(contexte.params['courrier'] ?? '');
        if (!courrier) throw new NotFound('Ce courrier n’existe pas.');
        return page(<Courrier contexte={contexte} courrier={courrier} />);
      },
    },
    {
      path: '/courriers/:courrier/pieces/:rang',
      access: publicAccess,
      async GET({ params }) {
        const courrier = await mailbox.read(params['courrier'] ?? '');
        const piece = courrier?.attachments[Number(params['rang'])];
        if (!piece) throw new NotFound('Ce fichier n’existe pas.');
        return {
          type: 'fichier',
          body: Buffer.from(piece.base64, 'base64'),
          contentType: piece.mediaType,
          disposition: contentDisposition('attachment', piece.fileName),
        };
      },
    },
    {
      path: '/composants',
      access: publicAccess,
      GET: async ({ chrome }) =>
        page(
          <Showcase
            organisation={{ name: 'Parvis', slug: '', theme: DEFAULT_THEME }}
            assets={{ ...chrome, themeHref: themeHref() }}
            nonce={chrome.nonce}
          />,
        ),
    },
  ];
}

type CourriersProps = { readonly contexte: Contexte; readonly courriers: readonly StoredMessage[] };

function Courriers({ contexte: { chrome }, courriers }: CourriersProps) {
  return (
    <Site chrome={chrome} title="Courriers de démonstration" wide>
      <h1>Courriers de démonstration</h1>
      <InsetText>
        <p>Rien ne part vraiment&nbsp;: chaque message envoyé par la démonstration est gardé ici.</p>
      </InsetText>
      <DataTable
        caption="Courriers, du plus récent au plus ancien"
        rows={courriers}
        rowKey={({ id }) => id}
        empty="Aucun courrier pour le moment."
        columns={[
          {
            key: 'objet',
            header: 'Objet',
            cell: (courrier) => <a href={`/courriers/${courrier.id}`}>{courrier.subject}</a>,
          },
          { key: 'a', header: 'À', cell: ({ to }) => to },
          { key: 'le', header: 'Envoyé', cell: ({ sentAt }) => sentAt.replace('T', ' ').slice(0, 16) },
        ]}
      />
    </Site>
  );
}

function Courrier({
  contexte: { chrome },
  courrier,
}: {
  readonly contexte: Contexte;
  readonly courrier: StoredMessage;
}) {
  return (
    <Site chrome={chrome} title={courrier.subject} breadcrumb={[{ href: '/courriers', label: 'Courriers' }]}>
      <h1>{courrier.subject}</h1>
      <p class="muted">
        De {courrier.from}, à {courrier.to}
      </p>
      {courrier.text.split('\n\n').map((paragraphe) => (
        <p key={paragraphe} class="multiline">
          {paragraphe
            .split(/(https?:\/\/\S+)/)
            .map((part) => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part))}
        </p>
      ))}
      {courrier.attachments.length > 0 && (
        <>
          <h2>Pièces jointes</h2>
          <ul>
            {courrier.attachments.map((piece, rang) => (
              <li key={piece.fileName}>
                <a href={`/courriers/${courrier.id}/pieces/${rang}`}>{piece.fileName}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Site>
  );
}
