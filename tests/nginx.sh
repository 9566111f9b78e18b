#!/bin/sh
# nginx with its brotli module for the publishing test: from apt where we may, else told and skipped.
if command -v nginx >/dev/null 2>&1 && [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo 'Installing nginx ...'
    apt-get update -qq >/dev/null && apt-get install -y -qq nginx libnginx-mod-http-brotli-static >/dev/null && exit 0
fi
echo 'No nginx: its test will be skipped (apt-get install nginx libnginx-mod-http-brotli-static).' >&2
