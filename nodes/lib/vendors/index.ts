export { NAME_IN_PAIR } from './action-url';
export { VendorCatalogue } from './catalogue';
export { type FoundKey, findKey, lacksKey } from './keys';
export { checkSyncOf } from './check-sync';
export { foldEventName } from './names';
export type * from './profile';
export { seriesOf } from './series';
export { foldVariableName, type Meaning, type VariableNames } from './variables';
