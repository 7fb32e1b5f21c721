/**
 * The table of every knob of an experiment: label, help, unit, range and place in the form. Which there are follows from
 * the method; the environment's own settings join them from its specification.
 */
import { environmentIds, environmentSpec, type MethodId, methodOf } from '../environments.ts';
import type { Knob, NumberKnob } from '../knob.ts';
import { PLANNING_KNOBS } from './dynamic-planning.ts';
import { RAO_KNOBS } from './rao.ts';
import { section } from './section.ts';
import { MACHINE_KNOBS, MODEL_KNOBS, OPTIMIZER_KNOBS } from './shared.ts';

/** What decides which knobs there are; any experiment is one. */
export interface KnobScope {
  readonly method: string;
  readonly environment: { readonly id: string };
}

const METHODS: Readonly<Record<MethodId, { readonly title: string; readonly knobs: readonly Knob[] }>> = {
  rao: { title: 'Recursive agent optimization', knobs: RAO_KNOBS },
  'dynamic-planning': { title: 'Dynamic planning', knobs: PLANNING_KNOBS },
};

const machine = section('machine', '', 'reset');

const tables = new Map<MethodId, readonly Knob[]>();

/** The knobs of a method; the method itself is a knob with one position, since another has other knobs. */
function methodKnobs(method: MethodId): readonly Knob[] {
  const known = tables.get(method);
  if (known) return known;
  const { title, knobs } = METHODS[method];
  const table = [
    ...knobs,
    ...OPTIMIZER_KNOBS,
    ...MODEL_KNOBS,
    ...MACHINE_KNOBS,
    machine.choice('method', 'Method', 'How the agents learn.', [{ value: method, label: title }], { advanced: true }),
    machine.choice(
      'environment.id',
      'Environment',
      'The world that the agents act in.',
      environmentIds
        .filter((id) => methodOf(id) === method)
        .map((id) => ({ value: id, label: environmentSpec(id)?.title ?? id })),
      { advanced: true },
    ),
  ];
  tables.set(method, table);
  return table;
}

const settingsCache = new Map<string, readonly NumberKnob[]>();

/** The knobs of an environment's settings; none when there is no such environment. */
function environmentKnobs(environmentId: string): readonly NumberKnob[] {
  const cached = settingsCache.get(environmentId);
  if (cached) return cached;
  const knobs = (environmentSpec(environmentId)?.settings ?? []).map(
    (setting): NumberKnob => ({
      path: `environment.settings.${setting.name}`,
      label: setting.label,
      help: setting.help,
      group: 'task',
      advanced: true,
      change: 'reset',
      kind: [setting.min, setting.step, setting.default].every(Number.isInteger) ? 'integer' : 'number',
      unit: setting.unit ?? '',
      min: setting.min,
      max: setting.max,
      step: setting.step,
    }),
  );
  settingsCache.set(environmentId, knobs);
  return knobs;
}

/** Every knob of such an experiment, in the order of the form; those of RAO when its method is none. */
export function knobsFor({ method, environment }: KnobScope): readonly Knob[] {
  const known = Object.hasOwn(METHODS, method) ? (method as MethodId) : 'rao';
  return [...methodKnobs(known), ...environmentKnobs(environment.id)];
}

/** The knob at `path` for such an experiment. */
export function findKnob(path: string, scope: KnobScope): Knob | undefined {
  return knobsFor(scope).find((knob) => knob.path === path);
}
