import type { Account, Book, Served, Span } from './book';
import type { SentCommand } from './commander';

/** Milliseconds from a command to its outcome: the instance that took it waits for the phone, and for what it reports. */
const UNDER_WAY = 10_000;

/**
 * Each command has one outcome and is done once at most. What was under way where an instance ended its connections (killed,
 * deployed) has none: it is not known whether it was done, which is why nothing repeats it.
 */
export function judgeCommands({ commands, dialled, killed, deployed }: Book, served: Served): Account {
  const violations: string[] = [];
  const forgiven: string[] = [];
  const outcomes: Record<string, number> = {};
  let executed = 0;
  for (const command of commands) {
    const { number, way, outcomes: some } = command;
    const name = `command ${number} (${way}, ${command.at - killed.from} ms after the kill)`;
    const times = dialled.get(number) ?? 0;
    executed += times;
    outcomes[String(some[0] ?? 'none')] = (outcomes[String(some[0] ?? 'none')] ?? 0) + 1;
    if (times > 1) violations.push(`${name} was done ${times} times`);
    if (some[0] === 200 && times === 0) violations.push(`${name} was confirmed and never done`);
    if (some.length > 1) violations.push(`${name} has ${some.length} outcomes`);
    const [first = 0] = some;
    if (first !== 0) continue;
    // By MQTT any instance may have taken it; by HTTP the phone's own.
    const isOfKill = isUnderWay(command, killed) && (way === 'mqtt' || served.isKilleds(command.phone));
    const isOfDeploy =
      isUnderWay(command, deployed) && (way === 'mqtt' || served.isDeployeds(command.phone, command.at));
    (isOfKill || isOfDeploy ? forgiven : violations).push(`${name} has no outcome, and was done ${times} times`);
  }
  return {
    violations,
    forgiven,
    table: { commands: commands.length, 'of them done': executed, outcomes: JSON.stringify(outcomes) },
  };
}

const isUnderWay = ({ at }: SentCommand, { from, to }: Span): boolean => at >= from - UNDER_WAY && at <= to;
