/** Every experiment of the report with what it is for and what it took, and the way into it. */
import type { ReportArm } from '../../experiments/reproduction/report.ts';
import { plural } from '../format.ts';
import { armAddress } from './arm-address.ts';
import { effort } from './overview.ts';

export function ArmList({ arms }: { arms: readonly ReportArm[] }) {
  return (
    <ul class="arms">
      {arms.map((arm) => (
        <li key={arm.id}>
          <div>
            <h3>{arm.title}</h3>
            <p>{arm.purpose}</p>
            <p class="fine">
              {plural(arm.runs.length, 'seed')}; per seed {effort(arm)}
            </p>
          </div>
          <OpenArm arm={arm} />
        </li>
      ))}
    </ul>
  );
}

function OpenArm({ arm }: { arm: ReportArm }) {
  const address = armAddress(arm);
  if (address === null) return <p class="fine">This version of the app has other settings.</p>;
  return (
    <a class="button" href={address} aria-label={`Open this experiment: ${arm.title}`}>
      Open this experiment
    </a>
  );
}
