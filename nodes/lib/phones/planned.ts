import { type ComposeContext, composePlan } from '../commands/compose';
import type { Command } from '../commands/payload';
import type { Plan } from '../commands/plan';
import { PhoneError } from '../errors';
import { joined, sentence, type Words } from '../sentences/sentence';
import type { VendorProfile } from '../vendors';
import type { PhoneSettings } from './settings';

/**
 * @param label the phone as errors name it
 * @throws PhoneError INVALID_VALUE where a setting cannot be read: the command would go elsewhere, or otherwise, than was meant
 */
export function checkReadable({ faults }: PhoneSettings, label: Words): void {
  if (faults.length === 0) return;
  throw new PhoneError('INVALID_VALUE', sentence('phone.faults', { phone: label, settings: joined(faults) }));
}

/**
 * A command in the words of the phone's vendor.
 * @throws PhoneError NO_PHONE where nobody knows this phone's commands; as `composePlan`
 */
export function planFor(
  command: Command,
  settings: PhoneSettings,
  { vendors, label, ...way }: Pick<ComposeContext, 'vendors' | 'transport' | 'disruptive'> & { readonly label: Words },
): { readonly plan: Plan; readonly profile: VendorProfile } {
  const { vendor, model, path, separator, credentials } = settings;
  const profile = vendors.profile(vendor);
  if (!profile) {
    throw new PhoneError('NO_PHONE', sentence('phone.no-vendor', { phone: label }));
  }
  const plan = composePlan(command, { vendors, profile, model, path, separator, credentials, ...way });
  return { plan, profile };
}
