/**
 * In every page, where the reader wants kept notes drawn on return: says which page came up, also
 * when it came without loading. Reads nothing of the page but its address.
 */
{
  let told = '';
  const tell = () => {
    const { origin, pathname, search } = location;
    const url = origin + pathname + search;
    if (url === told) return;
    told = url;
    chrome.runtime.sendMessage({ type: 'arrived', url }).catch(() => {
      // The extension was updated or removed: the next load of the page has its new script.
    });
  };
  tell();
  addEventListener('popstate', tell);
  globalThis.navigation?.addEventListener('currententrychange', tell);
}
