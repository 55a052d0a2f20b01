# Makes the desktop know LatentLab: menu entry, icons, file type and command; install.sh reads it.

register() {
    pictures=$here/_internal/resources/icons
    for size in $(icon_sizes); do
        case $size in scalable) source=.svg ending=.svg ;; *) source=-${size%x*}.png ending=.png ;; esac
        put "$pictures/latentlab$source" "$icons/$size/apps/latentlab$ending"
        put "$pictures/latentlab-session$source" "$icons/$size/mimetypes/application-x-latentlab-session$ending"
    done
    put "$here/share/latentlab.xml" "$data/mime/packages/latentlab.xml"
    keep "$entry"
    desktop_entry | replace "$entry" || cannot_write "$entry"
    make_link
    [ -z "$config" ] || make_default
    refresh
}

put() {
    keep "$2"
    replace "$2" <"$1" || cannot_write "$2"
}

keep() { # what another installation put there, as pip does: it comes back when ours is removed
    [ -e "$1" ] && [ -z "$old" ] || return 0
    kept=$app/before/${1#"$data"/}
    mkdir -p -- "${kept%/*}" && cp -p -- "$1" "$kept" || cannot_write "$kept"
}

icon_sizes() {
    for picture in "$here"/_internal/resources/icons/latentlab-[0-9]*.png; do
        size=${picture##*latentlab-}
        [ ! -f "$picture" ] || echo "${size%.png}x${size%.png}"
    done
    echo scalable
}

desktop_entry() { # the bundle's own, with the place of the program in it
    while IFS= read -r line; do
        case $line in
            Exec=*) printf 'Exec=%s %%f\n' "$(exec_program "$program")" ;;
            TryExec=*) printf 'TryExec=%s\n' "$(printf '%s\n' "$program" | sed 's/\\/\\\\/g')" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$here/share/latentlab.desktop"
    [ -n "$config" ] && [ -n "$(dialog_tool)" ] || return 0
    printf '%s\n' 'Actions=remove;' '' '[Desktop Action remove]' 'Name=Remove LatentLab…' 'Name[ko]=LatentLab 제거…'
    printf 'Exec=sh %s --remove --ask\n' "$(exec_word "$app/install.sh")"
}

exec_program() { # as an Exec line begins; a name that may not stand there is started by a shell
    case $1 in
        *[=%]*) printf '%s %s' 'sh -c "exec \\"\\$0\\" \\"\\$@\\""' "$(exec_word "$1")" ;;
        *) exec_word "$1" ;;
    esac
}

exec_word() { # in quotes if it must be, as not all readers know them; then escaped like any string of an entry
    case $1 in
        *[\ \"\'\\\>\<\~\|\&\;\$\*\?\#\(\)\`]* | *"$(printf '\t')"*)
            printf '"%s"' "$(printf '%s\n' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')" ;;
        *) printf '%s\n' "$1" | sed 's/%/%%/g' ;;
    esac
}

make_link() {
    link=$bin/latentlab
    if [ -e "$link" ] && ! is_our_link; then
        tell "$link is from another installation and stays as it is."
    elif ! { ln -s -- "$program" "$link.$$" && mv -f -- "$link.$$" "$link"; } 2>/dev/null; then
        cannot_write "$link"
    fi
}

make_default() { # for desktops without a cache of what opens what; a choice of the user's stays
    type=application/x-latentlab-session
    list=$config/mimeapps.list
    touch -- "$list" 2>/dev/null || return 0
    lines=$(awk -v key="$type=" -v line="$type=latentlab.desktop" '
        /^\[/ { inside = /^\[Default Applications\]/ }
        inside && index($0, key) == 1 { chosen = 1 }
        { print }
        inside && !added && /^\[/ { print line; added = 1 }
        END { if (!added) print "[Default Applications]\n" line; exit chosen }' "$list") || return 0
    printf '%s\n' "$lines" | replace "$list"
}
