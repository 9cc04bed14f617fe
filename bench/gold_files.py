"""What the sets of files share: where a set lies, its files unpacked, the developer's tool that reads them."""
import contextlib
import json
import os
import pathlib
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]


def tool(name):
    """The developer's tool, named by its variable (PAGE_DUMP for page_dump) or beside the program."""
    beside = pathlib.Path(os.environ.get("DATELINE", "")).parent.parent / "tests" / name
    for path in (os.environ.get(name.upper()), beside, ROOT / "build" / "release" / "tests" / name):
        if path and os.access(str(path), os.X_OK):
            return str(path)
    return sys.exit(f"{name}: not built yet (ninja {name}; or set {name.upper()})")


def folder_of(gold, args, name):
    return pathlib.Path(args.set_dir) if args.set_dir else gold / name


@contextlib.contextmanager
def unpacked(folder, archive):
    """A folder with the files of an archive of the set, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as tmp:
        with tarfile.open(folder / archive) as tar:
            tar.extractall(tmp)
        yield pathlib.Path(tmp)


def names(folder, listing):
    with open(folder / listing, encoding="utf-8") as lines:
        return [json.loads(line)["file"] for line in lines]
