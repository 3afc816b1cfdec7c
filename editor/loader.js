/**
 * What the nodes' html needs of the dialogs' code before that has come, or where it never comes. The build writes it
 * into each of them: of a script with an address of its own Node-RED's editor waits for the end, and for ever where
 * something in between, a browser's filter or a package that was removed keeps it from coming.
 */
(() => {
  // An older version of this package may have left its own here: the page outlives an update.
  if (globalThis.voipPhoneEditor?.ask) return;

  /** What `editor.js` exports, once it is there. */
  let code;
  /** What waits for it. */
  const waiting = [];

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
     * Before Node-RED takes over the fields: what an older flow does not hold, and nobody has filled in, stays away
     * instead of being stored as blank, so that a look changes nothing. Node-RED leaves alone what has no field.
     */
    keepAbsent(node, prefix) {
      for (const property of Object.keys(node._def.defaults)) {
        const field = document.getElementById(`${prefix}-${property}`);
        if (!field || node[property] !== undefined) continue;
        // `_ADD_`: no config node is chosen.
        const untouched = ['', '_ADD_', node._def.defaults[property].value];
        const isUntouched = field.type === 'checkbox' ? !field.checked : untouched.includes(field.value);
        if (isUntouched) field.removeAttribute('id');
      }
    },
  };

  const address = `${RED.settings.apiRootUrl ?? ''}resources/node-red-contrib-voip-phone/editor.js`;
  import(new URL(address, document.baseURI).href).then(
    (come) => {
      code = come;
      for (const show of waiting.splice(0)) show();
      code.judgeAgain();
    },
    // Each dialog says so.
    () => {},
  );
})();
