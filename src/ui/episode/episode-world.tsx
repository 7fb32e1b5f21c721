/** The world of a planning agent, drawn by the view that its environment names; or words when there is none. */
import type { PlanningSpec } from '../../envs/planning.ts';
import type { PlanningViewProps } from '../views/planning-view.ts';
import { planningViewNamed } from '../views/registry.ts';
import '../views/environment-panel.css';

export function EpisodeWorld({ spec, ...moment }: PlanningViewProps & { readonly spec: PlanningSpec }) {
  const View = planningViewNamed(spec.view);
  return (
    <section class="environment-panel" aria-label={`The world: ${spec.title}`}>
      {View ? (
        <View {...moment} />
      ) : (
        <p class="environment-problem">
          {spec.title} has no picture: no view is called “{spec.view}”.
        </p>
      )}
    </section>
  );
}
