# What the fault scripts share: a copy of a book, and what must be true of it when nothing is being built.

w2vbook=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
book=$scratch/book
cp -r "$2" "$book"
rm -rf "$book/output"
mkdir "$scratch/tmp"
export W2VBOOK_CACHE=$scratch/cache
export TMPDIR=$scratch/tmp

fail() { echo "$(basename "$0"): $1" >&2; exit 1; }

build() { (cd "$book" && "$w2vbook" build --format html --quiet "$@" 2>>"$scratch/messages"); }

# The page without its stamp.
page() { sed 's|<footer id="build-stamp">.*</footer>||' "$book/output/book.html" | sha256sum; }

# Everything that a build makes, without times, as one sum a file.
report() {
    (cd "$book/output" && find . -type f ! -name .gitkeep | sort | while read -r file; do
        echo "$file $(sed -e 's|<footer id="build-stamp">.*</footer>||' -e '/"seconds" :/d' -e '/"reused" :/d' "$file" | sha256sum)"
    done)
}

processes() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd" 2>/dev/null)" = "$book" ] && echo "$process $(tr '\0' ' ' <"$process/cmdline")"
    done
    return 0
}

leftovers() {
    find "$book" "$W2VBOOK_CACHE" "$TMPDIR" -name '*.partial' -o -name '*.lock' -o -name 'uncached-*' -o -name '.dat*' -o -path '*/locks/*'
    find "$TMPDIR" -mindepth 1
    processes
}
