"""Makes the stores that the judged queries were judged on, through the real projection."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils.text import slugify
from PIL import Image
from wagtail.images import get_image_model

from knowledge.projects.models import Project
from knowledge.vocabularies.models import Theme
from knowledge_search import records
from knowledge_search.german import starting_synonyms
from knowledge_search.synonyms import load_starting
from wissensspeicher.demo.rows import read

HERE = Path(__file__).parent


def load_corpus(path: Path = HERE / "corpus.json") -> list[Project]:
    """Make and publish the profiles of a corpus file, in a store with the synonyms that each begins with."""
    load_starting(starting_synonyms())
    profiles = json.loads(path.read_text(encoding="utf-8"))["profiles"]
    with records.batch():
        labels = dict.fromkeys(label for profile in profiles for label in profile["themes"])
        themes = {
            label: Theme.objects.get_or_create(key=slugify(label), defaults={"label": label})[0]
            for label in labels
        }
        return [_make_project(profile, themes) for profile in profiles]


def load_demo() -> None:
    """Set up a site and load the demo's content.

    Its pictures are not drawn, which takes most of the time: the demo leaves alone a picture that is there.
    """
    _store_blank_pictures()
    call_command("setup_site", verbosity=0)
    call_command("load_demo", verbosity=0)


def _make_project(profile: dict[str, Any], themes: dict[str, Theme]) -> Project:
    project = Project(
        title=profile["title"],
        summary=profile["summary"],
        description=f"<p>{profile['body']}</p>",
        place_name=profile["place"],
    )
    project.themes.set([themes[label] for label in profile["themes"]])
    project.tags.set(profile["tags"])
    project.save()
    return project


def _store_blank_pictures() -> None:
    file = BytesIO()
    Image.new("RGB", (3, 2)).save(file, "PNG")
    rows = [*read("pictures")["picture"], *read("settings")["logo"]]
    for row in rows:
        content = ContentFile(file.getvalue(), name=f"demo-{row['key']}.png")
        get_image_model()._default_manager.create(title=row["key"], file=content)
