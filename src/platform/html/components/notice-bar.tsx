export type NoticeBarProps = {
  /** Names the bar among the landmarks of the page, e.g. « Mandat en cours ». */
  readonly label: string;
  /** What must never be forgotten, in a sentence. */
  readonly text: string;
  /** What puts an end to it. */
  readonly action: { readonly label: string; readonly href: string; readonly jeton: string };
};

/** Above the header of every page, as long as something unusual is going on: it cannot be closed, only ended. */
export function NoticeBar({ label, text, action }: NoticeBarProps) {
  return (
    <section class="notice-bar" aria-label={label}>
      <div class="container">
        <p>{text}</p>
        <form action={action.href} method="post">
          <input type="hidden" name="_jeton" value={action.jeton} />
          <button class="button-link" type="submit">
            {action.label}
          </button>
        </form>
      </div>
    </section>
  );
}
