export type StepperProps = {
  /** From 1. */
  readonly current: number;
  readonly total: number;
  /** Name of the step after this one. */
  readonly next?: string | undefined;
};

/** Where one is in a form. The sentence says it all; the bar repeats it for the eyes. */
export function Stepper({ current, total, next }: StepperProps) {
  return (
    <div class="stepper">
      <p class="stepper-text">
        <strong>
          Étape {current} sur {total}
        </strong>
        {next && <span class="muted"> Ensuite&nbsp;: {next}</span>}
      </p>
      <div class="stepper-bar" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} class={index < current ? 'done' : undefined} />
        ))}
      </div>
    </div>
  );
}
