# What the fault scripts share: a copy of a book, and what must be true of it when nothing is being built.

w2vbook=$(realpath "$1")
scratch=$(mktemp -d)
book=$scratch/book
mkdir "$book" "$scratch/tmp"
tar -C "$2" --exclude=./.build --exclude=./.git --exclude=./output --exclude=./.w2vbook -cf - . | tar -C "$book" -xf -
export W2VBOOK_CACHE=$scratch/cache
mkdir -m 700 "$W2VBOOK_CACHE"
export TMPDIR=$scratch/tmp
: >"$scratch/messages"

said=
fail() { said=yes; echo "$(basename "$0"): $1" >&2; exit 1; }
# A command that fails where nobody looks at it ends the script; it is named too.
finish() {
    if [ "$1" -ne 0 ] && [ -z "$said" ]; then
        echo "$(basename "$0"): \`$2\` ends with status $1: $(tail -n 20 "$scratch/messages")" >&2
    fi
    rm -rf "$scratch"
}
trap 'finish $? "$BASH_COMMAND"' EXIT

build() { (cd "$book" && "$w2vbook" build --format html --quiet "$@" 2>>"$scratch/messages"); }

# A file without what differs from build to build: the stamp and times.
content() {
    case $1 in
        # A PDF holds its stamp too; what it says is compared, line by line. (The spaces between words follow the stamp.)
        *.pdf)
            pdftotext -layout "$1" - | awk '/Built [0-9]+-[0-9]+-[0-9]+/ { stamp = 1 } /^ *$|\f/ { stamp = 0 } !stamp' |
                sed -E 's/ +/ /g'
            ;;
        *) sed -e 's|<footer id="build-stamp">.*</footer>||' -e '/"seconds" :/d' -e '/"reused" :/d' "$1" ;;
    esac
}

# The page without its stamp.
page() { content "$book/output/book.html" | sha256sum; }

# Copies everything that a build makes, without times, into a folder.
report() {
    rm -rf "$1"
    find "$book/output" -type f ! -name .gitkeep -printf '%P\n' | while read -r file; do
        mkdir -p "$(dirname "$1/$file")"
        content "$book/output/$file" >"$1/$file"
    done
}

# What the last build made otherwise than the clean one.
differences() {
    report "$scratch/now"
    diff -r "$scratch/clean" "$scratch/now" | cut -c 1-300 || true
}

processes() {
    for process in /proc/[0-9]*; do
        if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$book" ]; then
            echo "$process $(tr '\0' ' ' 2>/dev/null <"$process/cmdline" || true)"
        fi
    done
    return 0
}

leftovers() {
    find "$book" "$W2VBOOK_CACHE" "$TMPDIR" -name '*.partial' -o -name '.*.w2vbook-*' -o -name '*.lock' -o \
        -name 'uncached-*' -o -name '.dat*' -o -path '*/locks/*'
    find "$TMPDIR" -mindepth 1
    processes
}
