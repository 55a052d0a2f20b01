# Takes away all that the installation made, and nothing else; install.sh reads it.

remove() {
    [ -z "$ask" ] || agreed || exit 0
    if [ -e "$app" ] || [ -e "$entry" ]; then
        remove_installation
        tell_in_window "$(in_language 'LatentLab is removed. Your sessions and settings are still there.' \
            'LatentLab을 제거했습니다. 세션 파일과 설정은 그대로 있습니다.')"
    else
        tell "LatentLab is not installed in $data."
    fi
    [ -z "$purge" ] || remove_traces
}

agreed() {
    dialog question "$(in_language 'Remove LatentLab? Your sessions and settings stay.' \
        'LatentLab을 제거할까요? 세션 파일과 설정은 그대로 남습니다.')"
}

tell_in_window() { # where the question was asked in one
    tell "$1"
    [ -z "$ask" ] || dialog info "$1" || :
}

remove_installation() {
    for folder in "$app"/[0-9]*; do
        ! is_running "$folder" || fail 'LatentLab is running: please close it first.'
    done
    for folder in "$app"/[0-9]*; do # the most first: what fails can be tried again while the record is there
        rm -rf -- "$folder" 2>/dev/null || fail "$folder holds files that are not yours and cannot be removed."
    done
    record=$(cat -- "$app/record" 2>/dev/null)
    old=$(recorded program "$app/record")
    link=$bin/latentlab
    ! is_our_link || rm -f -- "$link" || cannot_write "$bin"
    rm -f -- "$entry" "$data/mime/packages/latentlab.xml" "$data/mime/application/x-latentlab-session.xml" \
        "$icons"/*/apps/latentlab.png "$icons"/*/apps/latentlab.svg \
        "$icons"/*/mimetypes/application-x-latentlab-session.* || cannot_write "$data"
    [ ! -d "$app/before" ] || cp -RPp -- "$app/before/." "$data" || cannot_write "$data"
    for list in ${config:+"$config"/*mimeapps.list} "$data"/applications/*mimeapps.list; do
        [ ! -f "$list" ] || forget_default
    done
    refresh
    remove_caches
    rm -rf -- "$app" || cannot_write "$app"
    remove_folders "$record"
}

forget_default() { # take our entry out of every line of $list; of a list or a section that we made nothing is left
    lines=$(awk -v ours=latentlab.desktop -v made="$(in_record 'list section')" '
        function show_header() { if (header) print header; header = ""; for (; blanks; blanks--) print "" }
        made && /^\[Default Applications\]/ { header = $0; next }
        header && $0 == "" { blanks++; next }
        /^\[/ { header = "" }
        /^[^#[][^=]*=/ && index($0, ours) {
            key = substr($0, 1, index($0, "=")); rest = ""
            count = split(substr($0, length(key) + 1), names, ";")
            for (i = 1; i <= count; i++) if (names[i] != "" && names[i] != ours) rest = rest names[i] ";"
            if (rest == "") next
            $0 = key rest
        }
        { show_header(); print }' "$list") || return 0
    if [ -z "$lines" ] && [ -n "$(in_record 'list file')" ]; then
        rm -f -- "$list"
    elif [ "$lines" != "$(cat -- "$list")" ]; then
        printf '%s\n' "$lines" | replace "$list" || cannot_write "$list"
    fi
}

in_record() {
    printf '%s\n' "$record" | grep -x -- "$1"
}

remove_caches() { # those that nothing but our own entries made necessary
    if [ -n "$(in_record 'cache mime')" ] && is_empty "$data/mime/packages"; then
        for name in aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types \
            version XMLnamespaces; do
            rm -f -- "$data/mime/$name"
        done
    fi
    if [ -n "$(in_record 'cache applications')" ] && is_empty "$data/applications" mimeinfo.cache; then
        rm -f -- "$data/applications/mimeinfo.cache"
    fi
}

is_empty() { # whether the folder $1 holds nothing but perhaps $2
    for inner in "$1"/* "$1"/.[!.]*; do
        [ ! -e "$inner" ] || [ "${inner##*/}" = "${2-}" ] || return 1
    done
}

remove_traces() {
    case ${HOME-} in /*) ;; *) fail "HOME must be the path of your home folder, got '${HOME-}'." ;; esac
    rm -rf -- "$(base_folder "${XDG_CONFIG_HOME-}" .config)/LatentLab" \
        "$(base_folder "${XDG_DATA_HOME-}" .local/share)/latentlab" \
        "$(base_folder "${XDG_STATE_HOME-}" .local/state)/latentlab" \
        "$(base_folder "${XDG_CACHE_HOME-}" .cache)/latentlab" || fail 'Not everything could be removed.'
    tell 'Settings, downloaded data sets, logs and caches are removed.'
}
