#!/bin/sh
# Installs the program that Swift built, so that it runs from any folder and needs neither the sources nor .build.
#
# usage: sh assets/install.sh PREFIX [BUILT]     (BUILT: the folder of the built program, by default .build/release)
#
# It puts the program with all that it needs into PREFIX/lib/w2vbook, a link to it into PREFIX/bin, the manual page into
# PREFIX/share/man/man1, and completions for bash, zsh and fish where these look for them. What was there of another
# version is replaced. To uninstall, remove the files that it names at the end.
set -eu

[ $# -ge 1 ] || { sed -n '4p' "$0" | cut -c3- >&2; exit 2; }
source=$(cd "$(dirname "$0")/.." && pwd)
built=${2:-$source/.build/release}

fail() { echo "install: $1" >&2; exit 1; }
[ -x "$built/w2vbook" ] || fail "$built/w2vbook is missing; build it first: swift build -c release --product w2vbook"

mkdir -p "$1/bin" "$1/lib"
prefix=$(cd "$1" && pwd)
library=$prefix/lib/w2vbook
# It is made beside the old one and takes its place when it is whole.
new=$prefix/lib/.w2vbook.$$
trap 'rm -rf "$new"' EXIT
mkdir -p "$new/Modules" "$new/assets"

cp "$built/w2vbook" "$new/w2vbook"
# The modules that chapters import, and those that these are made with.
cp -R "$built"/Modules/*.swiftmodule "$new/Modules/"
# The theme of pages and the script of the live preview.
cp -R "$built"/*.resources "$new/"
for asset in benchmarks corpora.yml gallery new results.schema.json setup.sh wikipedia.md wikipedia.w2vstats; do
    cp -R "$source/assets/$asset" "$new/assets/$asset"
done
rm -rf "$new/assets/gallery/output"

rm -rf "$library"
mv "$new" "$library"
ln -sfn ../lib/w2vbook/w2vbook "$prefix/bin/w2vbook"

share=$prefix/share
manual=$share/man/man1/w2vbook.1
bash=$share/bash-completion/completions/w2vbook
zsh=$share/zsh/site-functions/_w2vbook
fish=$share/fish/vendor_completions.d/w2vbook.fish
mkdir -p "${manual%/*}" "${bash%/*}" "${zsh%/*}" "${fish%/*}"
"$library/w2vbook" man >"$manual"
"$library/w2vbook" --generate-completion-script bash >"$bash"
"$library/w2vbook" --generate-completion-script zsh >"$zsh"
"$library/w2vbook" --generate-completion-script fish >"$fish"

echo "install: installed $library"
printf 'install: and %s\n' "$prefix/bin/w2vbook" "$manual" "$bash" "$zsh" "$fish"
