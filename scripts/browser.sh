#!/usr/bin/env bash
# Finds Chromium and its driver, or installs them where that is allowed.
set -euo pipefail
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing chromium and chromium-driver."
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null
else
  echo "Install Chromium and ChromeDriver first, e.g.: sudo apt install chromium chromium-driver" >&2
  exit 1
fi
