import { fieldId } from './field-ids.ts';

export type SummaryError = {
  readonly message: string;
  /** Name of the field to go to. */
  readonly name?: string | undefined;
  /** Instead of a name: any address of the page. */
  readonly href?: string | undefined;
};

export type ErrorSummaryProps = {
  readonly errors: readonly SummaryError[];
  readonly title?: string | undefined;
};

/**
 * First thing of a page that came back with errors: the sentences that stand beside the fields, linked to them.
 * It takes the focus when the page opens, without a script. Nothing when there is no error.
 */
export function ErrorSummary({ errors, title = 'Il y a un problème' }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" tabIndex={-1} autofocus>
      <div role="alert">
        <h2>{title}</h2>
        <ul>
          {errors.map(({ message, name, href }) => {
            const target = href ?? (name === undefined ? undefined : `#${fieldId(name)}`);
            return <li key={target ?? message}>{target ? <a href={target}>{message}</a> : message}</li>;
          })}
        </ul>
      </div>
    </div>
  );
}

/** The list for ErrorSummary from refusals by field name, in the order of the form. */
export function summaryErrors(errors: Readonly<Record<string, string | undefined>>): SummaryError[] {
  return Object.entries(errors).flatMap(([name, message]) => (message ? [{ name, message }] : []));
}
