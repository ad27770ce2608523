"""A home as people have them, for pictures of the program. It takes hardly any room: its files are holes."""

import os
import time
from pathlib import Path
from typing import Final

KB, MB, GB = 1 << 10, 1 << 20, 1 << 30
DAY: Final = 86_400
LONG: Final = "Long names"
EMPTY: Final = "New folder"

# Sizes in bytes and ages in days, by path.
FILES: Final = {
    "Documents/Contract 2024 signed.pdf": (480 * KB, 3),
    "Documents/Household budget.ods": (92 * KB, 0.3),
    "Documents/Letter to the landlord.odt": (31 * KB, 12),
    "Documents/Insurance/Policy 2023.pdf": (1.3 * MB, 300),
    "Documents/Insurance/Policy 2024.pdf": (1.4 * MB, 21),
    "Documents/Taxes/2023/Return.pdf": (2.2 * MB, 260),
    "Documents/Taxes/2023/Receipts.zip": (48 * MB, 261),
    "Documents/Taxes/2024/Return draft.odt": (66 * KB, 2),
    "Downloads/debian-12.9.0-amd64-netinst.iso": (633 * MB, 40),
    "Downloads/blender-4.3.2-linux-x64.tar.xz": (341 * MB, 25),
    "Downloads/report-final-v7.docx": (190 * KB, 1),
    "Music/Nina Simone/Sinnerman.flac": (62 * MB, 700),
    "Music/Nina Simone/Feeling Good.flac": (19 * MB, 700),
    "Music/Penguin Cafe/Perpetuum Mobile.mp3": (7.4 * MB, 410),
    "Pictures/2024 Lisbon/IMG_2041.jpg": (4.1 * MB, 95),
    "Pictures/2024 Lisbon/IMG_2042.jpg": (3.8 * MB, 95),
    "Pictures/2024 Lisbon/IMG_2047.jpg": (5.2 * MB, 94),
    "Pictures/2024 Lisbon/Tram 28.mp4": (184 * MB, 94),
    "Pictures/Screenshots/Screenshot 1.png": (310 * KB, 6),
    "Pictures/Wallpaper.png": (2.9 * MB, 350),
    "Projects/atlas/README.md": (6 * KB, 4),
    "Projects/atlas/pyproject.toml": (1.8 * KB, 4),
    "Projects/atlas/report.py": (12 * KB, 0.1),
    "Projects/atlas/data/cities.csv": (8.3 * MB, 30),
    "Projects/atlas/data/rivers.parquet": (27 * MB, 30),
    "Projects/atlas/src/atlas/index.py": (19 * KB, 0.2),
    "Projects/atlas/src/atlas/report.py": (23 * KB, 0.2),
    "Projects/atlas/tests/test_report.py": (9 * KB, 0.2),
    "Projects/website/index.html": (14 * KB, 60),
    "Projects/website/style.css": (22 * KB, 60),
    "Projects/website/fonts/Inter.woff2": (310 * KB, 200),
    "Videos/Anna learns to ride.mkv": (1.2 * GB, 500),
    ".config/settings.toml": (2 * KB, 9),
    "Notes.txt": (3 * KB, 0.05),
    "Shopping.md": (1 * KB, 0.4),
    "backup.sh": (2 * KB, 33),
    f"{LONG}/{'A report whose title says everything that is in it, and more, ' * 3}.pdf": (2 * MB, 8),
    f"{LONG}/الفواتير والعقود الخاصة بالعام ٢٠٢٤.pdf": (700 * KB, 8),
    f"{LONG}/日本への旅行の写真と計画についてのノート.txt": (5 * KB, 8),
    f"{LONG}/<b>no markup</b> & no &amp; entity.html": (3 * KB, 8),
    f"{LONG}/invoice\u202egnp.exe": (80 * KB, 8),
    f"{LONG}/a name\nof two lines.txt": (1 * KB, 8),
}
UNDECODABLE: Final = b"r\xe9sum\xe9 from an old disk.doc"


def furnish(home: Path) -> Path:
    """Make the home, unless it is there, and return it."""
    now = time.time()
    for path, (size, days) in FILES.items():
        _make(os.fsencode(home / path), int(size), now - days * DAY)
    _make(os.path.join(os.fsencode(home / LONG), UNDECODABLE), 40 * KB, now - 4000 * DAY)
    (home / EMPTY).mkdir()
    (home / "backup.sh").chmod(0o755)
    for folder in sorted((each for each in home.rglob("*") if each.is_dir()), reverse=True):
        newest = max((each.lstat().st_mtime for each in folder.iterdir()), default=now - 2 * DAY)
        os.utime(folder, (newest, newest))
    return home


def _make(path: bytes, size: int, mtime_s: float) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.truncate(size)
    os.utime(path, (mtime_s, mtime_s))
