import { VisuallyHidden } from './visually-hidden.tsx';

export type ErrorMessageProps = { readonly id: string; readonly message: string };

/** What is wrong and what to do, beside the control that it describes. */
export function ErrorMessage({ id, message }: ErrorMessageProps) {
  return (
    <p class="error-message" id={id}>
      <VisuallyHidden>Erreur&nbsp;: </VisuallyHidden>
      {message}
    </p>
  );
}
