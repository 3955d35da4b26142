#!/bin/sh
# Makes or refreshes a virtual environment: `sh scripts/venv.sh FOLDER REQUIREMENTS…`.
# Does nothing (and takes no time) while the lists are what was installed last.
# PYTHON names the interpreter to build on; without it the first Python >= 3.11 is taken.
set -eu
cd "$(dirname "$0")/.."
venv=$1
shift

runs() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# A folder that was moved, left half-made, or lost its Python in an upgrade is made anew.
if ! runs "$venv/bin/python" || ! "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python} none; do
        if runs "$python"; then break; fi
    done
    if [ "$python" = none ]; then
        echo "Es fehlt Python ab Version 3.11. Unter Debian und Ubuntu: apt install python3 python3-venv" >&2
        exit 1
    fi
    echo "Eine virtuelle Umgebung wird angelegt: $venv"
    if ! "$python" -m venv --clear "$venv"; then
        echo "Das ging nicht. Unter Debian und Ubuntu fehlt oft ein Paket: apt install python3-venv" >&2
        exit 1
    fi
fi

stale=
for list in "$@"; do
    cmp -s "$list" "$venv/installed-$(basename "$list")" || stale=yes
done
if [ -n "$stale" ]; then
    echo "Pakete werden geladen; beim ersten Mal dauert das ein, zwei Minuten …"
    # Other lists may now be overruled: what they noted no longer holds.
    rm -f "$venv"/installed-*
    wanted=
    for list in "$@"; do wanted="$wanted --requirement $list"; done
    # shellcheck disable=SC2086 # the lists are words of their own
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check --quiet $wanted; then
        echo "Die Pakete ließen sich nicht laden. Besteht eine Verbindung zum Internet?" >&2
        exit 1
    fi
    for list in "$@"; do cp "$list" "$venv/installed-$(basename "$list")"; done
fi
