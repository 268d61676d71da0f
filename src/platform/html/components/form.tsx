import type { ComponentChildren } from 'preact';

export type FormProps = {
  readonly action: string;
  readonly children: ComponentChildren;
  /** `get` for searches and filters only. */
  readonly method?: 'post' | 'get' | undefined;
  /** The browser's token (`chrome.jeton`): every `post` form carries it. */
  readonly jeton?: string | undefined;
  /** For forms with a FileField. */
  readonly multipart?: boolean | undefined;
  readonly id?: string | undefined;
  /** Names the form as a landmark, e.g. « Rechercher un dossier ». */
  readonly label?: string | undefined;
  readonly search?: boolean | undefined;
};

/** Errors are ours to say, after sending: `novalidate`. The token goes first, before any file. */
export function Form({ action, children, method = 'post', jeton, multipart, id, label, search }: FormProps) {
  return (
    <form
      id={id}
      action={action}
      method={method}
      enctype={multipart ? 'multipart/form-data' : undefined}
      role={search ? 'search' : undefined}
      aria-label={label}
      noValidate
    >
      {jeton !== undefined && <input type="hidden" name="_jeton" value={jeton} />}
      {children}
    </form>
  );
}
