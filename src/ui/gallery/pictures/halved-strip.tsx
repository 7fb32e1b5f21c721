/**
 * The picture of Oolong: an input longer than any window is cut into halves until a piece fits; pieces are read, and only
 * counts travel back up. Alone, a window slides over the input, and what it has left is forgotten.
 */
import { FORGOTTEN } from './motion.ts';
import { AgentBox, FailedMark, Link, round, SolvedMark } from './parts.tsx';
import { type PictureProps, Story } from './story.tsx';

/** Records of the input, 1 where one counts: 7 of 16. */
const RECORDS = [0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0];
const COUNTED_FIRST = [1, 6, 8, 9, 14, 17, 21, 22];

export function HalvedStrip({ recursive }: PictureProps) {
  return recursive ? <Halves /> : <SlidingWindow />;
}

const PITCH = 14;
/** Vertical middle of every generation of pieces. */
const ROWS = [24, 78, 132];

/** A piece of the input: its records, and where and when it is seen. */
interface Piece {
  readonly generation: number;
  readonly start: number;
  readonly length: number;
  readonly x: number;
  readonly y: number;
  readonly born: number;
  readonly done: number;
}

/** All pieces, every one before its halves; each half moves apart from the other. */
function pieces(generation: number, start: number, x: number): Piece[] {
  const length = RECORDS.length / 2 ** generation;
  const late = start / RECORDS.length / 8;
  const last = generation === ROWS.length - 1;
  const piece: Piece = {
    generation,
    start,
    length,
    x,
    y: ROWS[generation] ?? 0,
    born: round(generation * 0.12 + late),
    done: round([0.86, 0.68, 0.5][generation]! + late),
  };
  if (last) return [piece];
  const apart = generation === 0 ? 76 : 38;
  return [piece, ...pieces(generation + 1, start, x - apart), ...pieces(generation + 1, start + length / 2, x + apart)];
}

const PIECES = pieces(0, 0, 150);

function Halves() {
  return (
    <Story words="A long input is cut into halves, and those into halves, until copies of the agent can read the pieces. Only their counts travel back up: 3 and 4, which is 7.">
      {PIECES.map((piece) => (
        <Joint key={`${piece.generation} ${piece.start}`} piece={piece} />
      ))}
      {PIECES.map((piece) => (
        <Strip key={`${piece.generation} ${piece.start}`} piece={piece} />
      ))}
    </Story>
  );
}

/** The link from a piece to the one that it was cut from. */
function Joint({ piece }: { piece: Piece }) {
  const parent = PIECES.find(
    ({ generation, start, length }) =>
      generation === piece.generation - 1 && start <= piece.start && piece.start < start + length,
  );
  if (!parent) return null;
  const top = parent.y + 7;
  const bottom = piece.y - (piece.generation === ROWS.length - 1 ? 15 : 7);
  const middle = (top + bottom) / 2;
  const path = `M${parent.x} ${top} C${parent.x} ${middle + 4} ${piece.x} ${middle - 4} ${piece.x} ${bottom}`;
  return <Link path={path} born={piece.born} done={piece.done} />;
}

function Strip({ piece: { generation, start, length, x, y, born, done } }: { piece: Piece }) {
  const left = x - (length * PITCH) / 2;
  const read = generation === ROWS.length - 1;
  const records = RECORDS.slice(start, start + length);
  const count = records.reduce((sum, counts) => sum + counts, 0);
  return (
    <g>
      <g data-from={born}>
        {read && <AgentBox x={x} y={y} width={length * PITCH + 6} height={30} />}
        {records.map((counts, i) => (
          <Entry
            key={start + i}
            x={left + (i + 0.5) * PITCH}
            y={y}
            width={PITCH - 3.5}
            height={12}
            counts={counts === 1}
            readAt={read ? round(born + ((done - born) * (i + 1)) / (length + 1)) : null}
          />
        ))}
      </g>
      <SolvedMark x={x + (length * PITCH) / 2 + (read ? 1 : 4)} y={y - (read ? 15 : 9)} from={done} count={count} />
    </g>
  );
}

const LENGTH = 24;
const WINDOW = 6;
const SET_OFF = 0.1;
const ARRIVE = 0.8;

function SlidingWindow() {
  const pitch = 12;
  const left = 150 - (LENGTH * pitch) / 2;
  const way = LENGTH - WINDOW;
  /** When the window has come `steps` records along its way. */
  const moment = (steps: number) => round(SET_OFF + ((ARRIVE - SET_OFF) * steps) / way);
  return (
    <Story words="One agent reads the same input alone. Its window slides along, and everything that it has left behind is forgotten.">
      <g data-from={SET_OFF} data-by={way * pitch} data-until={ARRIVE}>
        <AgentBox x={left + (way + WINDOW / 2) * pitch} y={80} width={WINDOW * pitch + 8} height={60} />
      </g>
      {Array.from({ length: LENGTH }, (_, i) => (
        <Entry
          key={i}
          x={left + (i + 0.5) * pitch}
          y={80}
          width={pitch - 3}
          height={20}
          counts={COUNTED_FIRST.includes(i)}
          readAt={i < WINDOW ? round((SET_OFF * i) / WINDOW) : moment(i + 1 - WINDOW)}
          leftAt={i < way ? moment(i + 1) : undefined}
        />
      ))}
      <FailedMark x={left + LENGTH * pitch - 2} y={50} from={0.86} />
    </Story>
  );
}

interface EntryProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly counts: boolean;
  /** Null: nobody reads it here. */
  readonly readAt: number | null;
  /** When it leaves the window. */
  readonly leftAt?: number | undefined;
}

/** A record of the input; one that counts stands out by its height, too. */
function Entry({ x, y, width, height, counts, readAt, leftAt }: EntryProps) {
  const tall = counts && readAt !== null ? height + 8 : height;
  return (
    <g>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx="2" class="cell" />
      {readAt !== null && (
        <rect
          x={x - width / 2}
          y={y - tall / 2}
          width={width}
          height={tall}
          rx="2"
          class={counts ? 'cell found' : 'cell used'}
          data-from={readAt}
          data-fades={leftAt}
          opacity={leftAt === undefined ? undefined : FORGOTTEN}
        />
      )}
    </g>
  );
}
