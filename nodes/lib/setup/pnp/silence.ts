/** Why a phone that asked the network was not answered. */
export type Silence =
  /** The listener only watches. */
  | 'watch'
  /** Its node is disabled, or lacks what `Lack` says. */
  | 'lacks'
  /** Its make's file may replace the rest: only with *answer untried*. */
  | 'untried'
  /** It has what it is to have. */
  | 'up-to-date'
  /** The listener's allow list does not have its address. */
  | 'not-allowed'
  /** It asked from an address that is known as another phone's, or not from its own. */
  | 'other-address'
  /** Nobody knows by which address it reaches this server. */
  | 'base';
