/** The part of `chrome.*` that the background's networking touches. */

const listenable = { addListener: () => undefined };

/** @param {{backend?: string, allowed?: boolean} & Record<string, unknown>} state may be changed by a test */
export function installFakeChrome(state) {
  globalThis.chrome = {
    action: { onClicked: listenable },
    commands: { onCommand: listenable },
    contextMenus: { onClicked: listenable },
    runtime: {
      getURL: (path) => `chrome-extension://own/${path}`,
      onInstalled: listenable,
      onConnect: listenable,
      onMessage: listenable,
      onStartup: listenable,
    },
    permissions: {
      contains: async () => state.allowed ?? true,
      onAdded: listenable,
      onRemoved: listenable,
    },
    storage: {
      onChanged: listenable,
      local: {
        get: async (key) => ({ [key]: state[key] }),
        set: async (some) => Object.assign(state, some),
      },
    },
  };
}
