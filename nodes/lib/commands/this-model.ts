import { type Sentence, sentence } from '../sentences/sentence';
import { modelAlone, type VendorProfile } from '../vendors';

/** A phone by its model in a sentence: `Fanvil X7`, `this Fanvil`. */
export function thisModel(profile: VendorProfile, model: string | undefined): Sentence {
  const { label } = profile;
  return model
    ? sentence('word.model', { vendor: label, model: modelAlone(profile, model) })
    : sentence('word.this-vendor', { vendor: label });
}
