# What installation and removal have in common; install.sh reads it.

base_folder() { # $1 if it is a path from the root, as the XDG specification wants, else $2 in the home folder
    case $1 in /*) printf '%s\n' "$1" ;; *) printf '%s\n' "$HOME/$2" ;; esac
}

recorded() { # the value of $1 in the record $2
    sed -n "s|^$1 ||p" "$2" 2>/dev/null
}

refresh() { # tell the desktop, as far as its tools are there
    [ ! -d "$data/mime/packages" ] || quietly update-mime-database "$data/mime"
    [ ! -d "$data/applications" ] || quietly update-desktop-database "$data/applications"
    # A cache of icons where there was none would hide the icons that other programs bring later.
    [ ! -e "$icons/icon-theme.cache" ] || quietly gtk-update-icon-cache -q -t -f "$icons"
    [ ! -d "$icons" ] || quietly touch -- "$icons"
}

is_our_link() {
    [ -L "$link" ] || return 1
    case $(readlink -- "$link") in "$app"/* | "${old:-$app/}") ;; *) return 1 ;; esac
}

remove_folders() { # those in the record $1 that are empty, the inner ones first
    printf '%s\n' "$1" | sed -n 's/^folder //p' | LC_ALL=C sort -r | while IFS= read -r folder; do
        rmdir -- "$folder" 2>/dev/null
    done
}

replace() { # the file $1 by standard input, whole or not at all
    whole=$1
    [ ! -L "$1" ] || whole=$(readlink -f -- "$1") # a link stays a link
    [ ! -e "$whole" ] || cp -p -- "$whole" "$whole.$$" 2>/dev/null # for its owner and rights
    cat 2>/dev/null >"$whole.$$" && mv -f -- "$whole.$$" "$whole" 2>/dev/null && return
    rm -f -- "$whole.$$"
    return 1
}

is_running() { # whether a process runs from the folder $1
    physical=$(CDPATH='' cd -- "$1" 2>/dev/null && pwd -P) || return 1
    # shellcheck disable=SC2010 # one process instead of one for each process that runs
    ls -l /proc/[0-9]*/exe 2>/dev/null | grep -qF -- "-> $physical/"
}

quietly() {
    ! command -v "$1" >/dev/null 2>&1 || "$@" >/dev/null 2>&1 </dev/null || :
}

dialog_tool() {
    for tool in zenity kdialog; do
        ! command -v "$tool" >/dev/null 2>&1 || { echo "$tool"; return; }
    done
}

dialog() { # a question, info or error in a window
    case $(dialog_tool) in
        zenity) zenity "--$1" --title=LatentLab --no-markup --width=400 --text="$2" ;;
        kdialog)
            case $1 in question) set -- yesno "$2" ;; info) set -- msgbox "$2" ;; esac
            kdialog --title LatentLab "--$1" "$2" ;;
        *) printf 'install.sh: There is no zenity or kdialog to open a window with.\n' >&2; return 1 ;;
    esac
}

in_language() { # the English or the Korean text
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in ko*) printf '%s' "$2" ;; *) printf '%s' "$1" ;; esac
}

tell() {
    printf '%s\n' "$1"
}

cannot_write() {
    fail "$1 cannot be written: is its disk full, or is it not yours?"
}

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    [ -z "$ask" ] || dialog error "$1"
    exit 1
}
