"""From the bodies of the data files to the blocks of a page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.setup.bodies import Body, bullet_points, html, paragraphs

from .files import logo
from .rows import Row, read


class BodyMaker:
    """Turns rows into raw StreamField data; knows what keys stand for."""

    def __init__(
        self,
        organisations: Mapping[str, Organisation],
        projects: Mapping[str, Project],
        pages: Mapping[str, Page],
    ) -> None:
        self.organisations, self.projects, self.pages = organisations, projects, pages

    def make(self, rows: list[Row]) -> list[dict[str, Any]]:
        """Return the raw data of all rows, as StreamField stores it.

        Raises ``KeyError`` for a kind of row or a key that nobody knows: the data files are ours.
        """
        blocks: Body = []
        for row in rows:
            maker: Callable[[Row], Body] = getattr(self, f"_{row['type']}")
            blocks += maker(row)
        return [{"type": name, "value": value} for name, value in blocks]

    def _text(self, row: Row) -> Body:
        return paragraphs("\n\n".join(row["paragraphs"]))

    def _list(self, row: Row) -> Body:
        return bullet_points(row["items"])

    def _heading(self, row: Row) -> Body:
        return [("heading", {"text": row["text"], "level": f"h{row.get('level', 2)}"})]

    def _quote(self, row: Row) -> Body:
        return [("quote", {"quote": row["text"], "source": row.get("source", "")})]

    def _figure(self, row: Row) -> Body:
        return [("figure", {name: row.get(name, "") for name in ("number", "label", "source")})]

    def _table(self, row: Row) -> Body:
        columns = [{"type": "text", "heading": heading} for heading in row["header"]]
        rows = [{"values": values} for values in row["rows"]]
        table = {"caption": row["caption"], "columns": columns, "rows": rows}
        return [("table", {"table": table, "row_headers": True})]

    def _timeline(self, row: Row) -> Body:
        entries = [
            {"date": entry["date"], "title": entry["title"], "text": html(entry.get("text", ""))}
            for entry in row["entries"]
        ]
        return [("timeline", {"entries": entries})]

    def _accordion(self, row: Row) -> Body:
        entries = [{"title": item["title"], "text": html(item["text"])} for item in row["items"]]
        return [("accordion", {"entries": entries})]

    def _call(self, row: Row) -> Body:
        return [
            (
                "call_to_action",
                {"title": row["text"], "text": "", "label": row["label"], "link": self._link(row["link"])},
            )
        ]

    def _link(self, link: str) -> dict[str, Any]:
        if link.startswith("page:"):
            return {"page": self.pages[link.removeprefix("page:")].pk}
        return {"url": link}

    def _institutions(self, row: Row) -> Body:
        chosen = [self.organisations[key] for key in row["organisations"]]
        items = format_html_join("", "<li>{}</li>", ((_linked(organisation),) for organisation in chosen))
        return [("text", format_html("<ul>{}</ul>", items))]

    def _funders(self, row: Row) -> Body:
        logos = {logo_row["key"]: logo_row for logo_row in read("settings")["logo"]}
        funders = [
            {"name": item["name"], "logo": logo(logos[item["logo"]]).pk, "link": {}}
            for item in row["funders"]
        ]
        return [("funders", {"intro": row["intro"], "funders": funders})]

    def _search(self, row: Row) -> Body:
        return [("live_search", {"title": row.get("title", ""), "query": row["query"], "number": 3})]

    def _projects(self, row: Row) -> Body:
        chosen = [self.projects[key].pk for key in row["projects"]]
        return [("project_cards", {"title": row.get("title", ""), "projects": chosen})]


def _linked(organisation: Organisation) -> str:
    if not organisation.website:
        return organisation.name
    return format_html('<a href="{}">{}</a>', organisation.website, organisation.name)
