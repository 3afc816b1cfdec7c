export { NAME_IN_PAIR } from './action-url';
export { VendorCatalogue } from './catalogue';
export { type FoundKey, findKey, findKeyWithArgument, type KeyWithArgument, lacksKey } from './keys';
export { checkSyncOf } from './check-sync';
export { eventRowOf, eventsOf, foldEventName, rowsOn, rowsTelling } from './names';
export { bodyOf, contentTypeOf, writeInBody } from './post';
export type * from './profile';
export { modelAlone, seriesOf } from './series';
export { foldVariableName, type Meaning, type VariableNames } from './variables';
