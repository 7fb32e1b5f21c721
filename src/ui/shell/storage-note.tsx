/** What the browser's storage has to say: shown once, above the screen, until it is read. */
import { storageNote } from '../session/storage.ts';

export function StorageNote() {
  const note = storageNote.value;
  if (note === null) return null;
  return (
    <div class="notice warning storage-note" role="status">
      <p>{note}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          storageNote.value = null;
        }}
      >
        Understood
      </button>
    </div>
  );
}
