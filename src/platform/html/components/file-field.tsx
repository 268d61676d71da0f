import type { ComponentChildren } from 'preact';
import { Field, type FieldProps } from './field.tsx';
import { describedBy, fieldId, partId } from './field-ids.ts';
import { fileSize, typeList } from './file-words.ts';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type FileFieldProps = FieldProps & {
  /** Accepted types: what the browser filters on, and what people call it. */
  readonly accept: readonly { readonly mime: string; readonly label: string }[];
  readonly maxBytes: number;
  readonly multiple?: boolean | undefined;
  /** Files already received: they stay, whatever else is wrong on the page. */
  readonly files?: readonly SentFile[] | undefined;
  /** Name of the buttons that remove a file; their value is the file's id. */
  readonly removeName?: string | undefined;
  /** Where those buttons send the form, when it is not where the form goes: a place of a long page, say. */
  readonly removeAction?: string | undefined;
};

export type SentFile = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly href?: string | undefined;
  /** E.g. a check that is still running. */
  readonly status?: ComponentChildren | undefined;
};

/** A document to send. Its form must be multipart. */
export function FileField(props: FileFieldProps) {
  const { accept, multiple, files = [], removeName = 'retirer', removeAction, maxBytes: _, ...field } = props;
  const limitsId = partId(field.name, 'limites');
  return (
    <Field {...field}>
      {files.length > 0 && <SentFiles files={files} name={removeName} action={removeAction} />}
      <p class="hint" id={limitsId}>
        {limits(props)}
      </p>
      <input
        class="file-input"
        id={fieldId(field.name)}
        name={field.name}
        type="file"
        multiple={multiple}
        accept={accept.map(({ mime }) => mime).join(',')}
        aria-describedby={describedBy(field.name, field, [limitsId])}
        aria-invalid={field.error ? 'true' : undefined}
      />
    </Field>
  );
}

/** « PDF ou JPEG, 10 Mo au plus. » */
function limits({ accept, maxBytes, multiple }: FileFieldProps): string {
  const types = typeList(accept.map(({ label }) => label));
  return `${types ? `${types}, ` : ''}${fileSize(maxBytes)} au plus${multiple ? ' par fichier' : ''}.`;
}

type SentFilesProps = {
  readonly files: readonly SentFile[];
  readonly name: string;
  readonly action: string | undefined;
};

function SentFiles({ files, name, action }: SentFilesProps) {
  return (
    <>
      <p class="label-part">{files.length > 1 ? 'Documents déjà envoyés' : 'Document déjà envoyé'}</p>
      <ul class="sent-files">
        {files.map((file) => (
          <li key={file.id}>
            <Icon name="file" />
            <span class="sent-file">
              {file.href ? <a href={file.href}>{file.name}</a> : file.name}{' '}
              <span class="muted">({fileSize(file.bytes)})</span>
              {file.status && <span class="muted"> {file.status}</span>}
            </span>
            <button class="button-link" type="submit" name={name} value={file.id} formAction={action}>
              Retirer<VisuallyHidden>{` ${file.name}`}</VisuallyHidden>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
