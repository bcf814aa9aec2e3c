/** What npm runs before it packs packages/glovebox as it lies: that lacks the compiled files, the README and the licence. */
console.error('This folder is not what is published. Make one that is, and pack or publish that:');
console.error('  npm run build -- --stage FOLDER   in the root of the repository');
console.error('  npm pack FOLDER');
process.exit(1);
