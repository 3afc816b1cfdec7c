import type { VendorProfile } from '../../../nodes/lib/vendors';

/** A vendor that there is not, with nothing but what a test gives it. */
export const sketch = (id: string, more: Partial<VendorProfile> = {}): VendorProfile => ({
  id,
  label: id,
  sources: {},
  series: [],
  events: [],
  variables: [],
  variableMarks: { before: '$', after: '' },
  keys: [],
  actions: {},
  advice: [],
  ...more,
});
