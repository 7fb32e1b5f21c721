/** What a screen shows in place of a part that it could not fetch: what is missing, why, and the way to try again. */

interface LoadFailureProps {
  /** A sentence: "The report could not be read." */
  readonly what: string;
  readonly why: string;
}

export function LoadFailure({ what, why }: LoadFailureProps) {
  return (
    <div class="notice problem" role="alert">
      <p>
        <strong>{what}</strong>
      </p>
      <p>{why}</p>
      <p>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          Load the page again
        </button>
      </p>
    </div>
  );
}
