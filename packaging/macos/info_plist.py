"""What macOS is told about LatentLab.app, beside what PyInstaller writes itself."""

from typing import Any

BUNDLE_ID = "org.latentlab.LatentLab"
SESSION_TYPE = "org.latentlab.session"
SESSION_ICON = "latentlab-session.icns"  # in Contents/Resources
LEAST_MACOS = "14.0"  # what the wheels of torch 2.13 ask for; PySide6 6.11 asks for 13


def info_plist(version: str) -> dict[str, Any]:
    """The additions to Info.plist, for PyInstaller's BUNDLE."""
    return {
        "CFBundleIdentifier": BUNDLE_ID,
        "CFBundleName": "LatentLab",
        "CFBundleDisplayName": "LatentLab",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundlePackageType": "APPL",
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "ko"],
        "CFBundleDocumentTypes": [_document_type()],
        "UTExportedTypeDeclarations": [_session_type()],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": LEAST_MACOS,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # the window has a dark theme
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSPrincipalClass": "NSApplication",
        "NSHumanReadableCopyright": "© 2026 The LatentLab authors. MIT licence.",
    }


def _document_type() -> dict[str, Any]:
    return {
        "CFBundleTypeName": "LatentLab session",
        "CFBundleTypeRole": "Editor",
        "CFBundleTypeIconFile": SESSION_ICON,
        "LSHandlerRank": "Owner",
        "LSItemContentTypes": [SESSION_TYPE],
    }


def _session_type() -> dict[str, Any]:
    # It does not conform to public.zip-archive, although it is one: the Finder would offer to unpack it.
    return {
        "UTTypeIdentifier": SESSION_TYPE,
        "UTTypeDescription": "LatentLab session",
        "UTTypeConformsTo": ["public.data", "public.content"],
        "UTTypeIconFile": SESSION_ICON,
        "UTTypeTagSpecification": {
            "public.filename-extension": ["latentlab"],
            "public.mime-type": ["application/x-latentlab-session"],
        },
    }
