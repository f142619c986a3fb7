"""The real Anki: an empty collection of a student of ours, and what its own import dialog does."""

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


@pytest.fixture
def collection(tmp_path):
    """An empty collection of a student of ours."""
    folder = tmp_path / "anki"
    folder.mkdir()
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def bring_in():
    """Imports a package, with the boxes given ticked (`with_scheduling`, `with_deck_configs`); the log of what happened."""

    def bring(collection, path, **ticked):
        options = ImportAnkiPackageOptions(**ticked)
        return collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log

    return bring
