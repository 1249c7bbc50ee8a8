// For pages that frame figures of the portal: gives each frame the height of what is in it. Only the portal's own frames are listened to.
(() => {
  const { origin } = new URL(document.currentScript.src);
  addEventListener('message', ({ data, source, origin: from }) => {
    if (from !== origin || typeof data?.cruscotto !== 'string' || !(data.height > 0 && data.height < 20000)) return;
    for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) frame.height = data.height;
  });
})();
