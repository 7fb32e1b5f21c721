/** What charts over difficulties share: the axis with its named bands, and what was trained on. */

/** A named range of difficulties, both ends included. */
export interface DifficultyBand {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Where difficulties stand in a chart, in CSS pixels. */
export interface DifficultyPlace {
  /** Those that are drawn, ascending, a column each. */
  readonly difficulties: readonly number[];
  readonly column: number;
  /** The middle of a column. */
  readonly x: (difficulty: number) => number;
  /** Upper and lower end of the plot. */
  readonly top: number;
  readonly bottom: number;
}

/** Width of a letter of the axis, about. */
const LETTER = 6;

export function DifficultyAxis({ place, bands }: { place: DifficultyPlace; bands: readonly DifficultyBand[] }) {
  const { difficulties, column, x, bottom } = place;
  const first = difficulties[0];
  const last = difficulties.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <g>
      {difficulties.map((difficulty) => (
        <text key={difficulty} class="tier" x={x(difficulty)} y={bottom + 16} text-anchor="middle">
          {difficulty}
        </text>
      ))}
      {bands.map((band) => {
        const inside = difficulties.filter((difficulty) => difficulty >= band.low && difficulty <= band.high);
        const [from, to] = [inside[0], inside.at(-1)];
        if (from === undefined || to === undefined) return null;
        const [left, right] = [x(from) - column / 2 + 3, x(to) + column / 2 - 3];
        return (
          <g key={band.name} class="band">
            <line x1={left} x2={right} y1={bottom + 22} y2={bottom + 22} />
            <text x={(left + right) / 2} y={bottom + 34} text-anchor="middle">
              {fitted(band.name, right - left)}
            </text>
          </g>
        );
      })}
      <text class="axis" x={(x(first) + x(last)) / 2} y={bottom + 49} text-anchor="middle">
        difficulty of the task
      </text>
    </g>
  );
}

/** The columns that were trained on, both ends included, shaded and named. */
export function TrainedOn({ place, trained }: { place: DifficultyPlace; trained: readonly [number, number] }) {
  const { difficulties, column, x, top, bottom } = place;
  const inside = difficulties.filter((difficulty) => difficulty >= trained[0] && difficulty <= trained[1]);
  const [from, to] = [inside[0], inside.at(-1)];
  if (from === undefined || to === undefined) return null;
  return (
    <g class="trained">
      <rect x={x(from) - column / 2} y={top} width={x(to) - x(from) + column} height={bottom - top} />
      <text x={x(from) - column / 2 + 5} y={top - 7}>
        trained on
      </text>
    </g>
  );
}

/** `name`, cut to what fits into `room` pixels. */
function fitted(name: string, room: number): string {
  const letters = Math.floor(room / LETTER);
  if (name.length <= letters) return name;
  return letters >= 3 ? `${name.slice(0, letters - 1)}.` : name.slice(0, 1);
}
