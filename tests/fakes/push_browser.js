// A browser that gets its subscriptions from the push service of the test (window.mailbox), since its
// maker's cannot be reached. Everything else, the worker and its notifications, is the browser's own.
let mine = null;

function subscription() {
  return {
    endpoint: window.mailbox.endpoint,
    toJSON: () => window.mailbox,
    unsubscribe: async () => {
      mine = null;
      return true;
    },
  };
}

PushManager.prototype.subscribe = async function (options) {
  if (!options.userVisibleOnly) throw new Error("a notification must show");
  window.subscribedWith = options.applicationServerKey;
  mine = subscription();
  return mine;
};

PushManager.prototype.getSubscription = async () => mine;
