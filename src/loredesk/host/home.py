"""The home folder: everything Loredesk keeps on this machine."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loredesk.domain.errors import UserFixableError
from loredesk.host.files import PRIVATE_FOLDER, explained

VARIABLE = "LOREDESK_HOME"

_ELSEWHERE = "Choose another folder with --home or LOREDESK_HOME."
_SYNCED = (
    *("dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud", "nextcloud"),
    *("pcloud", "synologydrive", "synology drive", "syncthing"),
)
_ICLOUD = "mobile documents"
_SYNCTHING = ".stfolder"
"""Stands at the top of a folder Syncthing keeps in step."""
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "davfs", "glusterfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs"}
)
_MOUNTS = Path("/proc/self/mounts")
_MOUNT_PARTS = 3


@dataclass(frozen=True, slots=True)
class Home:
    """The folder and what stands where in it."""

    path: Path

    @property
    def db_file(self) -> Path:
        """Return the file of the library."""
        return self.path / "loredesk.db"

    @property
    def settings_file(self) -> Path:
        """Return the settings file."""
        return self.path / "settings.toml"

    @property
    def drafts_file(self) -> Path:
        """Return the file of what is written and not sent."""
        return self.path / "drafts.json"

    @property
    def index(self) -> Path:
        """Return the folder of the search index, which can be built again at any time."""
        return self.path / "index"

    @property
    def media(self) -> Path:
        """Return the folder of pictures and other media."""
        return self.path / "media"

    @property
    def backups(self) -> Path:
        """Return the folder of safety copies."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """Return the folder of the logs."""
        return self.path / "logs"

    @property
    def prompts(self) -> Path:
        """Return the folder of the author's own prompts."""
        return self.path / "prompts"

    @property
    def pictures(self) -> Path:
        """Return the folder of pictures of the window."""
        return self.path / "pictures"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return all folders of the home."""
        return (self.index, self.media, self.backups, self.logs, self.prompts, self.pictures)

    def create(self) -> None:
        """Make the home and its folders where they are missing, open to their owner only.

        Raises UserFixableError where nothing can be written there.
        """
        try:
            is_empty = not self.path.is_dir() or not any(self.path.iterdir())
            self.path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            if is_empty:
                self.path.chmod(PRIVATE_FOLDER)
            for folder in self.folders:
                folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            _try_writing(self.path)
        except OSError as error:
            reason = explained(error, self.path, "use the home folder")
            raise UserFixableError(
                reason.message, hint=f"{reason.hint} {_ELSEWHERE}".strip()
            ) from error

    def warnings(self, mounts: str | None = None) -> tuple[str, ...]:
        """Return what is risky about this place, one sentence each.

        *mounts* stands for the system's table of mounted disks.
        """
        return tuple(self._warnings(_mount_table() if mounts is None else mounts))

    def _warnings(self, mounts: str) -> Iterator[str]:
        place = _resolved(self.path)
        if service := _sync_service(place):
            yield (
                f"The home folder {str(self.path)!r} seems to be kept in step by {service}. That "
                "can damage the library while Loredesk runs. Move it to a folder that is not."
            )
        if kind := _network_kind(place, mounts):
            yield (
                f"The home folder {str(self.path)!r} seems to be on a network disk ({kind}). That "
                "can damage the library. Move it to a disk of this machine."
            )
        if os.name == "posix" and self.path.is_dir() and self.path.stat().st_mode & 0o077:
            yield (
                f"Others on this machine can look into the home folder {str(self.path)!r}. "
                f"Close it to them with: chmod 700 {str(self.path)!r}"
            )


def find_home(explicit: str | None = None, environ: Mapping[str, str] = os.environ) -> Home:
    """Return the home: the folder that was named, else LOREDESK_HOME, else the usual place."""
    if named := explicit or environ.get(VARIABLE):
        try:
            return Home(Path(named).expanduser().absolute())
        except (RuntimeError, ValueError) as error:
            message = f"{named!r} is not a folder Loredesk can find."
            raise UserFixableError(message, hint=_ELSEWHERE) from error
    import platformdirs  # noqa: PLC0415  # not needed where a home is named

    return Home(Path(platformdirs.user_data_dir("Loredesk", appauthor=False)))


def _try_writing(folder: Path) -> None:
    """Write a few bytes: on a full or read-only disk this fails, and at no later moment."""
    with tempfile.TemporaryFile(dir=folder) as stream:
        stream.write(b"loredesk" * 512)
        stream.flush()
        os.fsync(stream.fileno())


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _sync_service(place: Path) -> str | None:
    for part in place.parts:
        name = part.casefold()
        if name == _ICLOUD:
            return "iCloud"
        if name.startswith(_SYNCED):
            return part
    if any((folder / _SYNCTHING).exists() for folder in (place, *place.parents)):
        return "Syncthing"
    return None


def _network_kind(place: Path, mounts: str) -> str | None:
    if str(place).startswith("\\\\"):
        return "a network path"
    best, kind = Path("/"), ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < _MOUNT_PARTS:
            continue
        point = Path(parts[1].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, parts[2]
    return kind if kind in _NETWORK else None


def _mount_table() -> str:
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
