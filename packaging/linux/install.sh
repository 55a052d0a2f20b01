#!/bin/sh
# Installs LatentLab for one user without root, and removes it again: `sh install.sh --help`.
# It lies in the bundle beside the program; it needs no Python, and uses a desktop's tools where they are.
set -u

newline='
'

usage() {
    cat <<'END'
Usage: sh install.sh [--in-place] [--prefix DIR]
       sh install.sh --remove [--purge] [--ask] [--prefix DIR]

Installs LatentLab for you alone, without root: the program, its menu entry and icons, the file
type .latentlab, and the command `latentlab`. It takes the place of an older version.

  --in-place    do not copy the program: use it where it stands, for example on a share
  --prefix DIR  install into DIR/share and DIR/bin; without it into ~/.local. As root, with
                --prefix /usr/local, it is there for everybody on this machine
  --remove      remove everything that was installed; your sessions, settings, data sets and logs stay
  --purge       with --remove: remove settings, downloaded data sets, logs and caches too
                (files that you saved as .latentlab are never removed)
  --ask         with --remove: ask first, in a window
  --help        print this

Exit status: 0 done; 1 something around it failed (the disk is full or not writable, LatentLab is
still running); 2 wrong use.
END
}

main() {
    mode=install in_place='' prefix='' purge='' ask=''
    while [ $# -gt 0 ]; do
        case $1 in
            --in-place) in_place=yes ;;
            --remove) mode=remove ;;
            --purge) purge=yes ;;
            --ask) ask=yes ;;
            --prefix) [ -n "${2-}" ] || refuse '--prefix needs a folder.'; prefix=$2; shift ;;
            --prefix=?*) prefix=${1#--prefix=} ;;
            -h | --help) usage; exit 0 ;;
            *) refuse "There is no option $1." ;;
        esac
        shift
    done
    [ "$mode" = remove ] || [ -z "$purge$ask" ] || refuse '--purge and --ask go with --remove.'
    [ "$mode" = install ] || [ -z "$in_place" ] || refuse '--in-place does not go with --remove.'
    here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
    for part in common register remove; do
        if [ ! -f "$here/share/$part.sh" ]; then
            printf 'install.sh: %s is missing: please unpack LatentLab anew.\n' "$here/share/$part.sh" >&2
            exit 1
        fi
        . "$here/share/$part.sh"
    done
    find_places
    "$mode"
}

find_places() {
    config=''
    left=$here # where an installation leaves this script for its removal; its copy of the bundle lies below
    [ -f "$left/record" ] || left=${here%/*}
    if [ -n "$prefix" ]; then
        case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac
        data=$prefix/share bin=$prefix/bin
        umask 022
    elif [ -f "$left/record" ] && [ "${left##*/}" = latentlab-app ]; then
        data=${left%/*} bin=$(recorded bin "$left/record") config=$(recorded config "$left/record")
    else
        [ -z "${SUDO_USER-}" ] || refuse 'As root, say where to with --prefix (/usr/local is for everybody).'
        case ${HOME-} in /*) ;; *) fail "HOME must be the path of your home folder, got '${HOME-}'." ;; esac
        data=$(base_folder "${XDG_DATA_HOME-}" .local/share)
        config=$(base_folder "${XDG_CONFIG_HOME-}" .config)
        bin=$HOME/.local/bin
    fi
    app=$data/latentlab-app
    icons=$data/icons/hicolor
    entry=$data/applications/latentlab.desktop
    case $here$data$bin in *"$newline"*) fail 'A folder with a line break in its name cannot be used.' ;; esac
}

install() {
    [ -f "$here/latentlab" ] || fail "install.sh must lie beside the program latentlab; in $here it does not."
    made='' copy='' committed=''
    trap undo EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    old=$(recorded program "$app/record")
    make_folder "$app/share"
    [ -n "$in_place" ] || copy_bundle
    program=${copy:-$here}/latentlab
    answer=$("$program" --version 2>&1 </dev/null) || does_not_start $? "$answer"
    make_folders
    write_record
    committed=yes
    register
    remove_copies_but "${program%/*}"
    tell "LatentLab is installed: find it in the menu, double-click a .latentlab file$(command_hint)"
    tell "To remove it: sh $(shell_word "$app/install.sh") --remove"
}

copy_bundle() {
    case $app/ in "$here"/*) fail "$here cannot be copied into itself: choose another --prefix." ;; esac
    need=$(du -sk -- "$here" | cut -f1)
    free=$(df -Pk -- "$app" | awk 'NR == 2 { for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+%$/) print $(i - 1) }')
    [ "${free:-$need}" -ge "$need" ] ||
        fail "$app has room for $((free / 1024)) MB, but LatentLab needs $((need / 1024)) MB: please make room."
    # Each installation has a folder of its own, so that a copy that is running keeps its files.
    number=1
    while [ -e "$app/$number" ]; do number=$((number + 1)); done
    mkdir -- "$app/$number" 2>/dev/null || cannot_write "$app"
    copy=$app/$number
    tell "Copying LatentLab ($((need / 1024)) MB) to $copy"
    complaint=$(cp -RPp -- "$here/." "$copy" 2>&1) ||
        fail "LatentLab could not be copied: $(printf '%s\n' "$complaint" | tail -n 1)"
    chmod -R u+rwX -- "$copy" && chmod u+x -- "$copy/latentlab"
    settings=${old%/*}/latentlab.ini # the lab's own defaults outlive an update
    [ -z "$old" ] || [ ! -f "$settings" ] || [ -e "$copy/latentlab.ini" ] || cp -p -- "$settings" "$copy/"
}

does_not_start() { # with the status $1, and $2 said last
    [ "$1" != 126 ] ||
        fail "Programs in ${program%/*} may not be run: on a disk for data only, choose another --prefix or --in-place."
    fail "LatentLab does not start from $program: $(printf '%s\n' "$2" | tail -n 1)"
}

make_folders() {
    for folder in "$data/applications" "$data/mime/packages" "$data/mime/application" "$bin" "$config"; do
        make_folder "$folder"
    done
    for size in $(icon_sizes); do
        make_folder "$icons/$size/apps"
        make_folder "$icons/$size/mimetypes"
    done
}

make_folder() { # and those above it; what was not there before is remembered, for the removal
    [ -n "$1" ] && [ ! -d "$1" ] || return 0
    make_folder "${1%/*}"
    mkdir -- "$1" 2>/dev/null || [ -d "$1" ] || cannot_write "$1"
    made="${made}folder $1$newline"
}

write_record() { # what the removal has to know
    [ -e "$data/mime/mime.cache" ] || made="${made}cache mime$newline"
    [ -e "$data/applications/mimeinfo.cache" ] || made="${made}cache applications$newline"
    list=$config/mimeapps.list
    if [ -n "$config" ]; then
        [ -e "$list" ] || made="${made}list file$newline"
        grep -q '^\[Default Applications\]' "$list" 2>/dev/null || made="${made}list section$newline"
    fi
    earlier=$(grep -E '^(folder|cache|list) ' "$app/record" 2>/dev/null)
    printf '%s\n' "program $program" "bin $bin" "config $config" "$earlier" "$made" |
        replace "$app/record" || cannot_write "$app/record"
    for part in install.sh share/common.sh share/register.sh share/remove.sh; do
        put "$here/$part" "$app/$part" # the removal must not depend on a share that is mounted
    done
}

remove_copies_but() {
    for folder in "$app"/[0-9]*; do
        if [ ! -d "$folder" ] || [ "$folder" = "$1" ]; then
            continue
        elif is_running "$folder"; then
            tell "The older LatentLab in $folder is running and goes on; the next installation removes it."
        elif ! rm -rf -- "$folder" 2>/dev/null; then
            tell "The older LatentLab in $folder holds files that are not yours and stays."
        fi
    done
}

command_hint() {
    case :${PATH-}: in *:"$bin":*) echo ', or type latentlab.' ;; *) echo ", or start $bin/latentlab." ;; esac
}

shell_word() { # in quotes if need be
    case $1 in
        *[!A-Za-z0-9_./-]*) printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")" ;;
        *) printf '%s' "$1" ;;
    esac
}

undo() { # an installation that failed before anything was registered
    [ -z "$committed" ] || return 0
    [ -z "$copy" ] || rm -rf -- "$copy"
    remove_folders "$made"
}

refuse() {
    printf 'install.sh: %s Try: sh install.sh --help\n' "$1" >&2
    exit 2
}

case " $* " in
    *' --remove '*) # goes on from memory: an open script could not be removed from a network drive
        if [ -z "${LATENTLAB_IN_MEMORY-}" ]; then
            LATENTLAB_IN_MEMORY=yes
            export LATENTLAB_IN_MEMORY
            exec sh -c "$(cat -- "$0")" "$0" "$@"
        fi ;;
esac
main "$@"
