import { type Sentence, sentence } from '../sentences/sentence';
import type { VendorProfile } from '../vendors';

/** A phone by its model in a sentence: `Fanvil X7`, `this Fanvil`. */
export function thisModel({ label }: VendorProfile, model: string | undefined): Sentence {
  return model ? sentence('word.model', { vendor: label, model }) : sentence('word.this-vendor', { vendor: label });
}
