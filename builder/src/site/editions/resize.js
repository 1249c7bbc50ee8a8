// For pages that frame figures of the portal: gives each frame the height of what is in it. Only the portal's own frames are listened to.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const frames = () => [...document.querySelectorAll('iframe')];
  addEventListener('message', ({ data, source, origin: from }) => {
    if (from !== origin || typeof data?.cruscotto !== 'string' || !(data.height > 0 && data.height < 20000)) return;
    for (const frame of frames()) if (frame.contentWindow === source) frame.height = data.height;
  });
  // Those that were there before this script have told it already.
  for (const frame of frames()) if (frame.src.startsWith(`${origin}/`)) frame.contentWindow.postMessage({ cruscotto: 'height' }, '*');
})();
