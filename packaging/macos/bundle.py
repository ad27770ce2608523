"""What is macOS' own in the bundle: the app around the folder, what it says of itself, its signature.

FBROWSER_CODESIGN_IDENTITY, if set, signs with that identity of the keychain; without it, the signature is nobody's.
"""

from __future__ import annotations

import os
import runpy
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]

UNUSED: Final = (
    "platforms/libqminimal",
    "plugins/generic/",
    "plugins/networkinformation/",
    "plugins/tls/",
)
"""Parts of Qt that the program never loads."""
PROGRAMS: Final = {"fbrowser": False}
"""Each program of the bundle, and whether it opens a console."""
STRIP: Final = False
"""It would break the signatures of what was signed by others."""
IDENTIFIER: Final = "io.github.fbrowser.fbrowser"
OLDEST_SYSTEM: Final = "13.0"
"""What the Qt that is shipped asks for."""


def version() -> str:
    """Return the program's version."""
    return runpy.run_path(str(ROOT / "fbrowser" / "__init__.py"))["__version__"]


def info() -> dict[str, object]:
    """Return what Info.plist says: offered for folders, in "Open with", but never instead of the Finder."""
    reads = "fbrowser shows what is in this folder, and finds it, only if it may read it."
    return {
        "CFBundleDisplayName": "fbrowser",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de", "ar"],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Folder",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder"],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # dark where the system is
        "NSDesktopFolderUsageDescription": reads,
        "NSDocumentsFolderUsageDescription": reads,
        "NSDownloadsFolderUsageDescription": reads,
        "NSRemovableVolumesUsageDescription": reads,
        "NSNetworkVolumesUsageDescription": reads,
    }


def options() -> dict[str, object]:
    """Return what else PyInstaller is to know of each program."""
    identity = os.environ.get("FBROWSER_CODESIGN_IDENTITY") or None
    entitlements = str(ROOT / "packaging" / "macos" / "entitlements.plist")
    return {"codesign_identity": identity, "entitlements_file": entitlements if identity else None}


def tidy(_analysis: object) -> None:
    """Leave what PyInstaller found as it is: the frameworks of Qt are full of links that belong together."""


def finish(collected: object) -> None:
    """Make the app."""
    osx: Any = import_module("PyInstaller.building.osx")  # which has no types
    make_icns = runpy.run_path(str(ROOT / "packaging" / "make_icons.py"))["make_icns"]
    osx.BUNDLE(
        collected,
        name="fbrowser.app",
        icon=str(make_icns(ROOT / "build" / "fbrowser.icns")),
        bundle_identifier=IDENTIFIER,
        version=version(),
        info_plist=info(),
    )
