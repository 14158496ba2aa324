/** What is packed: the extension, without its checks, tests and pictures. */
export default {
  ignoreFiles: [
    ...['dev', 'dev/**', 'tests', 'tests/**', 'pictures', 'pictures/**'],
    ...['icons/icon.svg', 'icons/draw.py', 'README.md'],
  ],
};
