/** Says how many characters remain, once typing pauses: screen readers would otherwise hear every key. */
const PAUSE_MS = 800;

export function remainingCharacters(document: Document): void {
  for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-max-length]')) {
    const max = Number(area.dataset['maxLength']);
    const output = document.createElement('p');
    output.className = 'hint';
    output.setAttribute('role', 'status');
    area.after(output);
    let timer: ReturnType<typeof setTimeout> | undefined;
    area.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        output.textContent = phrase(max - [...area.value].length);
      }, PAUSE_MS);
    });
  }
}

function phrase(remaining: number): string {
  const count = Math.abs(remaining);
  const characters = `${new Intl.NumberFormat('fr').format(count)}\u00a0caractère${count > 1 ? 's' : ''}`;
  return remaining < 0 ? `${characters} de trop` : `Il reste ${characters}`;
}
