/**
 * What the nodes' html needs of the dialogs' code before that has come, or where it never comes. The build writes it
 * into each of them: of a script with an address of its own Node-RED's editor waits for the end, and for ever where
 * something in between, a browser's filter or a package that was removed keeps it from coming.
 */
(() => {
  // An older version of this package may have left its own here: the page outlives an update.
  if (globalThis.voipPhoneEditor?.ask) return;

  const PARTS = ['command', 'events', 'phone', 'valid', 'vendorLabel', 'judgeAgain'];
  /** What `editor.js` exports, once it is there. */
  let code;
  /** What waits for it. */
  const waiting = [];

  const fieldsOf = (node, prefix) =>
    Object.keys(node._def.defaults)
      .map((property) => [property, document.getElementById(`${prefix}-${property}`)])
      .filter(([, field]) => field);

  const isUntouched = (field, stored, byDefault) => {
    if (field.type === 'checkbox') return field.checked === (stored === true);
    // `_ADD_`: no config node is chosen.
    if (stored === undefined || stored === null) return ['', '_ADD_', byDefault].includes(field.value);
    // Strings and numbers Node-RED itself keeps.
    return !['string', 'number'].includes(typeof stored) && field.value === String(stored);
  };

  globalThis.voipPhoneEditor = {
    /** The code's answer, or `otherwise` as long as it is not there: validators then find everything right. */
    ask: (question, otherwise = true) => (code ? question(code) : otherwise),

    /**
     * Prepares a dialog, at once or when the code has come, if the dialog is still open then.
     *
     * @param {string} note id of the element that says in the dialog that something is missing
     * @param {(code: object) => void} prepare
     */
    open(note, prepare) {
      const dialog = document.getElementById(note);
      const show = () => dialog?.isConnected && prepare(code);
      if (code) show();
      else waiting.push(show);
    },

    /**
     * A switch is shown as the run time takes it: on where `true` is stored, not where a flow holds some other text.
     *
     * @param {string} prefix of the fields' ids
     */
    showSwitches(node, prefix) {
      for (const [property, field] of fieldsOf(node, prefix))
        if (field.type === 'checkbox') field.checked = node[property] === true;
    },

    /**
     * Before Node-RED takes over the fields: what nobody has touched stays as it is stored, also where it is absent or of
     * another type than the field gives, so that a look changes nothing and switches nothing on. Node-RED leaves alone
     * what has no field.
     */
    keepUntouched(node, prefix) {
      for (const [property, field] of fieldsOf(node, prefix))
        if (isUntouched(field, node[property], node._def.defaults[property].value)) field.removeAttribute('id');
    },
  };

  const address = `${RED.settings.apiRootUrl ?? ''}resources/node-red-contrib-voip-phone/editor.js`;
  import(new URL(address, document.baseURI).href).then(
    (come) => {
      // Another version of it, where the package was replaced under a running Node-RED, is as good as none.
      if (PARTS.some((part) => come[part] === undefined)) return;
      code = come;
      for (const show of waiting.splice(0)) show();
      code.judgeAgain();
    },
    // Each dialog says so.
    () => {},
  );
})();
