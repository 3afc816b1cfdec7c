export { type FolderFile, readFolder } from './folder';
export { type OwnProfiles, readOwnFiles } from './read-files';
export { startFrom } from './start-from';
