// Preloaded by a process in which `undici` shall mean version 8.
const Module = require('node:module');

const resolve = Module._resolveFilename;
let loaded;
Module._resolveFilename = function (request, ...others) {
  if (request === 'undici') loaded = require('undici-8/package.json').version;
  return resolve.call(this, request === 'undici' ? 'undici-8' : request, ...others);
};
process.once('exit', () => console.log(`undici ${loaded}`));
