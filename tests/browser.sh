#!/bin/sh
# Chromium and a Chinese font for the browser tests: from apt where we may, else told and skipped.
if command -v chromium >/dev/null 2>&1 && fc-list :lang=zh-cn 2>/dev/null | grep -q .; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo 'Installing Chromium and a Chinese font ...'
    apt-get update -qq >/dev/null && apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null && exit 0
fi
echo 'No Chromium: the browser tests will be skipped (apt-get install chromium fonts-noto-cjk).' >&2
