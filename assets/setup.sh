#!/bin/sh
# Installs the Debian packages that w2vbook is built with and uses when it runs. Needs Swift 6.2 or later, which it
# does not install. Safe to run again: what is there is left alone. Works as root, and with sudo otherwise.
set -eu

# To build: one line a C library, in the order of Package.swift.
packages="pkg-config
libcairo2-dev libpango1.0-dev libpng-dev
libcmark-gfm-dev libcmark-gfm-extensions-dev
libssl-dev libcurl4-openssl-dev
libjavascriptcoregtk-4.1-dev
libopenblas-dev liblapacke-dev
libqpdf-dev
zlib1g-dev libbz2-dev libzip-dev libexpat1-dev"

# To run: math and code in the page, fonts and their subsets, the dictionary that serves as a second corpus.
packages="$packages
libjs-katex fonts-katex libjs-highlight.js
fonts-sil-charis fonts-inter fonts-jetbrains-mono fontconfig libharfbuzz-bin woff2
dict-gcide"

# To test: what is on the pages of a PDF.
packages="$packages
poppler-utils"

if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: this script knows Debian and Ubuntu only; install the equivalents of:" $packages chromium >&2
    exit 1
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
else
    echo "setup: run this as root, or install sudo" >&2
    exit 1
fi

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

missing=""
for package in $packages; do
    is_installed "$package" || missing="$missing $package"
done

# The PDF is printed by Chromium. Its headless shell starts three times faster and is enough, where Debian has it.
has_chromium=no
for package in chromium-headless-shell chromium; do
    ! is_installed "$package" || has_chromium=yes
done

if [ -z "$missing" ] && [ "$has_chromium" = yes ]; then
    echo "setup: everything is installed"
else
    $as_root apt-get update -qq
    if [ "$has_chromium" = no ]; then
        if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
            missing="$missing chromium-headless-shell"
        elif apt-cache show chromium >/dev/null 2>&1; then
            missing="$missing chromium"
        else
            echo "setup: there is no package of Chromium here; without one the PDF is left out" >&2
        fi
    fi
    echo "setup: installing$missing"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    echo "setup: done"
fi

command -v swift >/dev/null 2>&1 || echo "setup: Swift is missing; get 6.2 or later from https://swift.org/install" >&2
